import { spawn } from 'node:child_process';
import type { Host, Order } from './host.ts';

/** How a program ended; `status` is null when a signal ended it, as the deadline does. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface How {
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end, however that is. Rejects only where it cannot be started. */
export function execute([command = '', ...args]: readonly string[], how: How = {}): Promise<Ended> {
  const { input = '', timeoutMs = 15_000, cwd, env } = how;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, timeout: timeoutMs, killSignal: 'SIGKILL' });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
    child.stdin.on('error', () => undefined); // It may end without reading.
    child.stdin.end(input);
  });
}

/** The same, and throws with what the program said unless it ends with status 0. */
export async function must(argv: readonly string[], how?: How): Promise<string> {
  const { status, stdout, stderr } = await execute(argv, how);
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr || stdout}`);
  return stdout;
}

/** The argument vector that runs a program inside a namespace, with that namespace's files in /etc. */
export const inside = (namespace: string, argv: readonly string[]): string[] => [
  'ip',
  'netns',
  'exec',
  namespace,
  ...argv,
];

/** Carries out orders one after another; throws at the first that fails. */
export async function carryOut(orders: readonly Order[], namespace: (host: Host) => string): Promise<void> {
  for (const { at, run, input } of orders) {
    // Each may rely on the one before it.
    await must(inside(namespace(at), run), input === undefined ? {} : { input });
  }
}
