import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { growth, RSS_SHARE } from './flat.ts';
import { type Held, held } from './held.ts';
import { questions } from './questions.ts';
import { overHttp, overStdio } from './subject.ts';
import { openTargets } from './targets.ts';

/** Calls under way at once, on each server. */
const AT_ONCE = 8;
/** One client may start 20 calls a second; these together are not what a soak waits for. */
const HTTP_CLIENTS = 8;
/** How long what was called off has to end before a sample is taken, in milliseconds. */
const REST_MS = 1_500;
/** How long a collection may take, and the return of what it frees to the kernel, in milliseconds. */
const COLLECT_MS = 1_000;
/** Fewer calls are warm-up for the most part: so short a soak finds handles and processes that stay, and only coarse leaks of memory. */
const LONG = 5_000;
const RSS_SHARE_OF_SHORT = 0.5;

/** What a server holds after so many calls, at rest. */
export interface Sample {
  readonly subject: string;
  readonly calls: number;
  readonly held: Held;
}

/**
 * Asks a server over stdio and one over HTTP `calls` questions in all, half each, side by side, and tells `onSample` what each holds every
 * `every` calls of its own. Returns what has grown.
 */
export async function soak(
  { calls, every }: { calls: number; every: number },
  onSample: (sample: Sample) => void,
): Promise<string[]> {
  await using stack = new AsyncDisposableStack();
  const asks = questions(await openTargets(stack));
  const tokens = Array.from({ length: HTTP_CLIENTS }, () => randomBytes(18).toString('base64url'));
  const subjects = [await overStdio(stack), await overHttp(stack, tokens)];
  const grown = await Promise.all(
    subjects.map(async (subject) => {
      const samples: Held[] = [];
      for (let done = 0; done < calls / 2; done += every) {
        await sideBySide(every, (nth) => subject.ask(asks[(done + nth) % asks.length]!, done + nth));
        await pause(REST_MS);
        process.kill(subject.pid, 'SIGUSR2');
        await pause(COLLECT_MS);
        const now = held(subject.pid);
        samples.push(now);
        onSample({ subject: subject.name, calls: done + every, held: now });
      }
      return growth(samples, calls < LONG ? RSS_SHARE_OF_SHORT : RSS_SHARE).map(
        (what) => `${subject.name}: ${what}`,
      );
    }),
  );
  return grown.flat();
}

async function sideBySide(count: number, ask: (nth: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await ask(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
