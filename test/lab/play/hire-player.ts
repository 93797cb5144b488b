import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { whereNetworksAre } from '../rights.ts';

/** A process that plays scenarios by name, where networks can be built. */
export interface Player extends AsyncDisposable {
  /** What was wrong; empty when all was right. Rejects when the process ends before. */
  play(name: string): Promise<string[]>;
}

interface Played {
  readonly name: string;
  readonly problems: string[];
}

/** Starts player.ts. Disposing of it waits until it has taken everything down. */
export function hirePlayer(): Player {
  const { argv, env } = whereNetworksAre(join(import.meta.dirname, 'player.ts'));
  const [command = '', ...args] = argv;
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<string, PromiseWithResolvers<string[]>>();
  const exited = once(child, 'exit');
  child.stdin.on('error', () => undefined); // Its end tells.
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { name, problems } = JSON.parse(line) as Played;
    waiting.get(name)?.resolve(problems);
  });
  const tell = ([status]: unknown[]): void => {
    for (const { reject } of waiting.values()) reject(new Error(`the player ended with ${String(status)}`));
  };
  void exited.then(tell, (error: unknown) => tell([error]));
  return {
    play(name) {
      const answer = Promise.withResolvers<string[]>();
      waiting.set(name, answer);
      child.stdin.write(`${name}\n`);
      return answer.promise;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}
