import { isAbsolute } from 'node:path';
import { findProgram, PROGRAM_DIRECTORIES } from './find-program.ts';

/** A program by its bare name (or, when start-up configuration names it, by its absolute path) and its arguments: no shell reads them. */
export interface CommandRequest {
  readonly program: string;
  readonly args: readonly string[];
  /** In place of the minimal environment: for a program of the user's own start-up configuration. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Characters kept of stdout and of stderr each; what goes beyond ends the program. */
  readonly maxOutput?: number;
}

/** How a program ended. `killed`: by another's signal, or because it wrote too much (`truncated`). */
export type CommandResult =
  | { readonly outcome: 'missing' }
  | ({ readonly outcome: 'exited'; readonly exit: number } & Output)
  | ({ readonly outcome: 'timed-out' | 'killed' } & Output);

interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

const ENVIRONMENT = { LC_ALL: 'C', PATH: PROGRAM_DIRECTORIES.join(':') };
const MAX_OUTPUT = 1_000_000;
const GRACE_MS = 500;

/**
 * Runs a program to its end with nothing on stdin and a minimal environment, in a process group of its own that is
 * killed at the deadline and when `signal` fires; then it rejects with the signal's reason.
 */
export async function runCommand(request: CommandRequest, signal: AbortSignal): Promise<CommandResult> {
  const { program, args, timeoutMs, maxOutput = MAX_OUTPUT, environment = ENVIRONMENT } = request;
  signal.throwIfAborted();
  const path = isAbsolute(program) ? program : await findProgram(program);
  if (path === undefined) return { outcome: 'missing' };
  const { execa } = await import('execa');
  signal.throwIfAborted();
  const child = execa(path, args, {
    cwd: '/',
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    detached: true,
    reject: false,
    maxBuffer: maxOutput,
    killSignal: 'SIGKILL',
    stripFinalNewline: false,
  });
  const group = child.pid;
  let expired = false;
  let grace: NodeJS.Timeout | undefined;
  const end = (): void => {
    if (group !== undefined) killGroup(group);
    // A descendant that left the group may hold the pipes open.
    grace ??= setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, GRACE_MS);
  };
  const deadline = setTimeout(() => {
    expired = true;
    end();
  }, timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  if (group !== undefined) track(group);
  try {
    const { exitCode, stdout, stderr, isMaxBuffer } = await child;
    const output = { stdout, stderr, truncated: isMaxBuffer };
    if (isMaxBuffer) end();
    signal.throwIfAborted();
    if (expired) return { outcome: 'timed-out', ...output };
    return exitCode === undefined
      ? { outcome: 'killed', ...output }
      : { outcome: 'exited', exit: exitCode, ...output };
  } finally {
    clearTimeout(deadline);
    clearTimeout(grace);
    signal.removeEventListener('abort', end);
    if (group !== undefined) untrack(group);
  }
}

/** Groups that must not outlive this process. */
const alive = new Set<number>();
const killAll = (): void => alive.forEach(killGroup);

function track(group: number): void {
  if (alive.size === 0) process.on('exit', killAll);
  alive.add(group);
}

function untrack(group: number): void {
  alive.delete(group);
  if (alive.size === 0) process.removeListener('exit', killAll);
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
