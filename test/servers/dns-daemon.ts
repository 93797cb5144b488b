import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolve } from '../../src/world/vantage/local/resolve.ts';
import { findCommand } from '../needs.ts';
import { setting } from './setting.ts';

/** Debian's name servers, in the foreground, with a configuration and files of their own. */
export interface Daemon extends AsyncDisposable {
  readonly folder: string;
}

interface Wanted {
  readonly program: 'named' | 'unbound' | 'dnsmasq';
  readonly config: string;
  /** By name, beside the configuration. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where it is to answer, e.g. `127.0.0.1:5300`. */
  readonly at: string;
  readonly folder?: string;
}

const ARGUMENTS = {
  named: (file: string) => ['-g', '-c', file],
  unbound: (file: string) => ['-d', '-c', file],
  dnsmasq: (file: string) => ['--no-daemon', `--conf-file=${file}`, '--user=', '--group='],
};

/** Starts a name server and waits until it answers, 10 s at most. Throws with its log when it does not. */
export async function dnsDaemon({
  program,
  config,
  files = {},
  at,
  folder = newFolder(),
}: Wanted): Promise<Daemon> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = join(folder, `${program}.conf`);
  writeFileSync(file, config.replaceAll('FOLDER', folder));
  const child = spawn(findCommand(program) ?? program, ARGUMENTS[program](file), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (log += text.toString()));
  const ended = once(child, 'exit');
  const ready = await Promise.race([answers(at), ended.then(() => false)]);
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (!ready) {
    await stop();
    throw new Error(`${program} does not answer at ${at}:\n${log}`);
  }
  return { folder, [Symbol.asyncDispose]: stop };
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'layerwalk-dns-'));

async function answers(server: string): Promise<boolean> {
  const { signal } = new AbortController();
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const query = { server, name: '.', type: 'NS', transport: 'udp', timeoutMs: 250, tries: 1 } as const;
    const { attempts } = await resolve(setting())(query, signal);
    if (attempts[0]?.outcome === 'answer') return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

/** A port that was free for TCP on loopback a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Configuration of named as an authority only, on one address. */
export const authority = (address: string, port: number, zones: readonly string[]): string => `
options { directory "FOLDER"; listen-on port ${port} { ${address}; }; listen-on-v6 { none; }; recursion no; pid-file none;
  session-keyfile "FOLDER/session.key"; dnssec-validation no; empty-zones-enable no; notify no; check-names primary ignore; max-udp-size 4096; allow-transfer { none; }; };
controls { };
${zones.map((zone) => `zone "${zone}" { type primary; file "${zone === '.' ? 'root' : zone}.zone"; };`).join('\n')}
`;

/** Configuration of unbound that gets `zone` from an authority on loopback. */
export const recursive = (port: number, more: string): string => `
server:
  interface: 127.0.0.1
  port: ${port}
  username: ""
  chroot: ""
  directory: "FOLDER"
  pidfile: ""
  use-syslog: no
  do-not-query-localhost: no
  do-ip6: no
  ede: yes
  log-queries: no
${more}
`;
