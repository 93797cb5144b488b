import { isFailure, type ExecFailure, type PodExec } from './pod-exec.ts';
import type { Reader } from './read-files.ts';
import { runProgram } from './run-program.ts';
import { bash } from './ways/bash.ts';
import { busybox } from './ways/busybox.ts';
import { curl } from './ways/curl.ts';
import { netcat, type NetcatKind } from './ways/netcat.ts';
import { node } from './ways/node.ts';
import { perl } from './ways/perl.ts';
import { python } from './ways/python.ts';
import { socat } from './ways/socat.ts';
import type { Way } from './ways/way.ts';

/** Programs that are looked for. */
const PROGRAMS = [
  'bash',
  'busybox',
  'cat',
  'curl',
  'getent',
  'nc',
  'ncat',
  'node',
  'perl',
  'python3',
  'socat',
] as const;
export type Program = (typeof PROGRAMS)[number];

/** What a container carries for looking. */
export interface Carried {
  readonly programs: ReadonlySet<Program>;
  /** Ways to open connections, the best first: those that tell how a connection ended, then by the memory they take. */
  readonly ways: readonly Way[];
  /** Absent when nothing there can read a file. */
  readonly reader: Reader | undefined;
}

const DEADLINE_MS = 15_000;
const LIST = `
for p in ${PROGRAMS.join(' ')}; do command -v "$p" >/dev/null 2>&1 && printf 'has %s\\n' "$p"; done
command -v nc >/dev/null 2>&1 && nc -h 2>&1 </dev/null
command -v busybox >/dev/null 2>&1 && { printf 'busybox nc:\\n'; busybox nc --help 2>&1 </dev/null; }
exit 0
`;
const SHELLS = [['sh'], ['bash'], ['busybox', 'sh']] as const;
/** Calls that end at once and do nothing, for a container without a shell. */
const TRIALS: Readonly<Partial<Record<Program, readonly string[]>>> = {
  cat: ['cat', '/dev/null'],
  curl: ['curl', '--version'],
  nc: ['nc', '-h'],
  ncat: ['ncat', '--version'],
  node: ['node', '-e', '0'],
  perl: ['perl', '-e', '0'],
  python3: ['python3', '-I', '-c', '0'],
  socat: ['socat', '-V'],
  getent: ['getent', 'hosts', '127.0.0.1'],
};

/** Finds out what a container carries, by one program where it has a shell. Rejects only with the signal's reason. */
export async function carried(exec: PodExec, signal: AbortSignal): Promise<Carried | ExecFailure> {
  for (const shell of SHELLS) {
    const run = await runProgram(
      exec,
      { argv: [...shell, '-c', LIST], deadlineMs: DEADLINE_MS, mostBytes: 65_536 },
      signal,
    );
    if (!isFailure(run) && run.exitCode === 0) return read(run.stdout.toString('latin1'), shell[0]);
    if (isFailure(run) && run.reason !== 'no-program') return run;
  }
  return byTrial(exec, signal);
}

async function byTrial(exec: PodExec, signal: AbortSignal): Promise<Carried | ExecFailure> {
  const found = new Set<Program>();
  let help = '';
  for (const [program, argv] of Object.entries(TRIALS) as [Program, readonly string[]][]) {
    const run = await runProgram(exec, { argv, deadlineMs: DEADLINE_MS, mostBytes: 65_536 }, signal);
    if (isFailure(run)) {
      if (run.reason !== 'no-program') return run;
    } else if (run.exitCode !== null) found.add(program);
    if (program === 'nc' && !isFailure(run)) help = run.stdout.toString('latin1') + run.stderr;
  }
  return made(found, help, undefined);
}

function read(text: string, shell: 'sh' | 'bash' | 'busybox'): Carried {
  const has = new Set(text.match(/^has [a-z0-9]+$/gm)?.map((line) => line.slice(4)));
  return made(new Set(PROGRAMS.filter((program) => has.has(program))), text, shell);
}

function made(
  programs: ReadonlySet<Program>,
  help: string,
  shell: 'sh' | 'bash' | 'busybox' | undefined,
): Carried {
  const has = (program: Program, way: Way): Way[] => (programs.has(program) ? [way] : []);
  const kind = netcatKind(help);
  const ways = [
    ...has('bash', bash(programs.has('cat'))),
    ...has('busybox', busybox(/^\s+-u\s/m.test(help.split('busybox nc:\n')[1] ?? ''))),
    ...has('perl', perl),
    ...has('socat', socat),
    ...has('python3', python),
    ...has('node', node),
    ...has('ncat', netcat('ncat', 'ncat', shell === 'sh')),
    ...(kind ? has('nc', netcat(kind, 'nc', shell === 'sh')) : []),
    ...has('curl', curl),
  ];
  const readers = ['python3', 'perl', 'node', 'cat'] as const;
  const reader =
    shell === 'sh' && programs.has('cat')
      ? 'sh'
      : programs.has('busybox')
        ? 'busybox'
        : (['bash' as const, ...readers] as const).find((one) => programs.has(one));
  return { programs, ways, reader };
}

/** Which netcat speaks; busybox's own is reached by its name. */
function netcatKind(help: string): NetcatKind | undefined {
  if (help.includes('Ncat ')) return 'ncat';
  if (help.includes('OpenBSD netcat') && help.includes('-q seconds')) return 'openbsd';
  return /^\[v1\.10/m.test(help) ? 'traditional' : undefined;
}
