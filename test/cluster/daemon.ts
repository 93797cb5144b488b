import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 90_000;
const POLL_MS = 20;

/** A server of the cluster in a process of its own. */
export interface Daemon {
  /** Resolves when `isReady` says so; ends it and throws with what it wrote when that does not come. */
  ready(isReady: () => Promise<boolean>): Promise<void>;
  /** Ends it, at once or by the end of its stdin, and waits until it is gone. */
  stop(how: 'kill' | 'end of stdin'): Promise<void>;
}

/** Starts a server that writes to a log file, and that the kernel ends when this process ends, however that is. */
export function startDaemon(argv: readonly [string, ...string[]], log: string): Daemon {
  const output = openSync(log, 'w');
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], { stdio: ['pipe', output, output] });
  closeSync(output);
  const exited = once(child, 'exit');
  exited.catch(() => undefined); // It is told by whoever waits.
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const lastWords = (): string => readFileSync(log, 'utf8').slice(-3000);
  return {
    async ready(isReady) {
      const deadline = performance.now() + PATIENCE_MS;
      while (!(await isReady().catch(() => false))) {
        if (ended())
          throw new Error(`${argv[0]} ended with ${child.exitCode ?? child.signalCode}: ${lastWords()}`);
        if (performance.now() > deadline) {
          child.kill('SIGKILL');
          throw new Error(`${argv[0]} was not ready in time: ${lastWords()}`);
        }
        await pause(POLL_MS);
      }
    },
    async stop(how) {
      if (ended()) return;
      if (how === 'kill') child.kill('SIGKILL');
      else child.stdin?.end();
      await exited;
    },
  };
}
