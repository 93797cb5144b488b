import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const built = at('../../dist/bin.js');
/** The program: as built, else from its sources. */
export const PROGRAM = existsSync(built) ? built : at('../../src/main.ts');

/** How a run ended. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An environment without what would decide about colour, proxies or start-up. */
const environment = (more: Record<string, string>): NodeJS.ProcessEnv => {
  const unwanted = /^(?:(?:NO|FORCE)_COLOR|LAYERWALK_.*|(?:https?|all|no)_proxy)$/i;
  const kept = Object.entries(process.env).filter(([name]) => !unwanted.test(name));
  return { ...Object.fromEntries(kept), TERM: 'xterm', ...more };
};

/** Runs the command line to its end, without a terminal. */
export function layerwalk(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  return finished(process.execPath, [PROGRAM, ...args], env);
}

/** Runs it in a pseudo-terminal of 100 columns; both streams arrive in `stdout`. */
export function onTerminal(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const quoted = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  return finished('script', ['-qefc', `stty cols 100; ${quoted}`, '/dev/null'], env);
}

/** Starts it and hands over the process. */
export const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [PROGRAM, ...args], { env: environment({}), stdio: ['ignore', 'pipe', 'pipe'] });

function finished(command: string, args: string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { env: environment(env), maxBuffer: 1e7 },
      (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
      },
    );
    child.stdin?.end();
  });
}
