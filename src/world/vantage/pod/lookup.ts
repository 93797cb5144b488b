import { formatIp, parseIp } from '../../../core/address/ip.ts';
import type { Lookup } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { cannotExec } from './cannot-exec.ts';
import type { Program } from './carried.ts';
import { lookupByModel } from './lookup-by-model.ts';
import { isFailure } from './pod-exec.ts';
import type { PodSetting } from './pod-setting.ts';
import { runProgram } from './run-program.ts';

// getaddrinfo's own words: its error's name, or an address a line, and how many milliseconds it took, which exec would add to. The
// name is the argument.
const SCRIPTS: readonly (readonly [Program, readonly string[]])[] = [
  [
    'perl',
    [
      'perl',
      '-e',
      `use Socket qw(:addrinfo SOCK_STREAM); my $now = eval { require Time::HiRes; \\&Time::HiRes::time }; my $start = $now && $now->();
my ($e, @found) = Socket::getaddrinfo($ARGV[0], '', { socktype => SOCK_STREAM });
printf "took %.3f\\n", ($now->() - $start) * 1000 if $now;
if ($e) { for my $n (qw(EAI_NONAME EAI_AGAIN EAI_FAIL EAI_NODATA EAI_ADDRFAMILY)) { my $f = Socket->can($n) or next; my $v = eval { $f->() }; print "error $n\\n" if defined $v && $v == $e; } exit 1; }
for (@found) { my ($x, $a) = Socket::getnameinfo($_->{addr}, NI_NUMERICHOST, NIx_NOSERV); print "found $a\\n"; }`,
    ],
  ],
  [
    'python3',
    [
      'python3',
      '-I',
      '-c',
      `
import socket, sys, time
start = time.time()
def took(): print('took %.3f' % ((time.time() - start) * 1000))
try:
    all = socket.getaddrinfo(sys.argv[1], None, 0, socket.SOCK_STREAM)
    took()
    for found in all: print('found', found[4][0])
except socket.gaierror as e:
    took()
    names = [n for n in dir(socket) if n.startswith('EAI_') and getattr(socket, n) == e.errno]
    print('error', names[0] if names else 'EAI_FAIL')
    sys.exit(1)
`,
    ],
  ],
  [
    'node',
    [
      'node',
      '-e',
      `const start = process.hrtime.bigint();
require('dns').lookup(process.argv[1], { all: true, verbatim: true }, (error, found) => {
  console.log('took ' + Number(process.hrtime.bigint() - start) / 1e6);
  const codes = { '-3000': 'EAI_ADDRFAMILY', '-3001': 'EAI_AGAIN', '-3004': 'EAI_FAIL', '-3007': 'EAI_NODATA', '-3008': 'EAI_NONAME' };
  console.log(error ? 'error ' + (codes[error.errno] || 'EAI_FAIL') : found.map((one) => 'found ' + one.address).join('\\n'));
});`,
    ],
  ],
];

const OUTCOMES: Readonly<Record<string, Lookup['outcome']>> = {
  EAI_NONAME: 'not-found',
  EAI_NODATA: 'no-data',
  EAI_ADDRFAMILY: 'no-data',
  EAI_AGAIN: 'try-again',
};
// As on this machine: just above what glibc waits for one silent server.
const DEADLINE_MS = 16_000;
/** The shortest time-out of a resolver is a second (resolv.conf(5)). */
const SUSPICIOUS_MS = 900;

/**
 * What getaddrinfo says in the container, asked by what it carries: getent for an answer, an interpreter for the reason where
 * there is none. Where nothing can ask it, the files and name servers are read as it would read them.
 */
export const lookup = (
  setting: PodSetting,
  verbs: Pick<Vantage, 'resolverConfig' | 'resolve'>,
): Vantage['lookup'] => {
  const { carried } = setting;
  const script = SCRIPTS.find(([program]) => carried.programs.has(program))?.[1];
  return async (name, signal) => {
    const began = performance.now();
    const taken = (): number => rounded(performance.now() - began);
    if (carried.programs.has('getent')) {
      const text = await say(setting, ['getent', 'ahosts', name], signal);
      const ms = taken();
      const addresses = addressesIn(text ?? '', /^(\S+)\s/gm);
      if (addresses.length > 0)
        return { name, outcome: 'found', addresses, ms: await withoutExec(setting, ms, signal) };
      if (text === undefined) return { name, outcome: 'timeout', addresses: [], ms: taken() };
      // Its status 2 says neither whether a server answered nor what.
      if (!script)
        return { name, outcome: 'error', error: 'getent names no address', addresses: [], ms: taken() };
    }
    if (!script) return { name, ...(await lookupByModel(verbs, name, signal)) };
    const text = await say(setting, [...script, name], signal);
    if (text === undefined) return { name, outcome: 'timeout', addresses: [], ms: taken() };
    const own = /^took (\d+(?:\.\d+)?)$/m.exec(text)?.[1];
    const ms = own === undefined ? taken() : rounded(Number(own));
    const addresses = addressesIn(text, /^found (\S+)$/gm);
    const error = /^error (EAI_[A-Z]+)$/m.exec(text)?.[1] ?? 'EAI_FAIL';
    if (addresses.length > 0) return { name, outcome: 'found', addresses, ms };
    return { name, outcome: OUTCOMES[error] ?? 'error', error, addresses: [], ms };
  };
};

const rounded = (ms: number): number => Math.round(ms * 100) / 100;

/** How long getent itself took: of what looks like waiting, what the same takes for a name of the hosts file is that of exec. */
async function withoutExec(setting: PodSetting, ms: number, signal: AbortSignal): Promise<number> {
  if (ms < SUSPICIOUS_MS) return ms;
  const began = performance.now();
  await say(setting, ['getent', 'ahosts', 'localhost'], signal);
  return Math.max(0, rounded(ms - (performance.now() - began)));
}

/** What a program wrote; undefined when it did not end in the deadline. */
async function say(
  { exec, place, slot }: PodSetting,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const ended = await slot(signal);
  try {
    const run = await runProgram(exec, { argv, deadlineMs: DEADLINE_MS, mostBytes: 65_536 }, signal);
    if (isFailure(run)) throw cannotExec(place, run);
    return run.exitCode === null ? undefined : run.stdout.toString('latin1');
  } finally {
    ended();
  }
}

/** The addresses that a pattern finds, in their order, once each; what is none is passed over. */
function addressesIn(text: string, pattern: RegExp): string[] {
  const found = [...text.matchAll(pattern)].flatMap(([, word = '']) => {
    const ip = parseIp(word);
    return ip ? [formatIp(ip)] : [];
  });
  return [...new Set(found)];
}
