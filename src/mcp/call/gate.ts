import { TokenBucket } from './token-bucket.ts';

/** How many calls may run and wait. */
export interface GateLimits {
  /** Young calls that run at the same time; the others wait. */
  readonly atOnce: number;
  /** After this long a call is slow, in milliseconds: it mostly waits itself, and no longer stands in the way of young ones. */
  readonly slowAfterMs: number;
  /** Calls that run at the same time, the slow ones with them. */
  readonly inAll: number;
  /** Calls that may wait; more are turned away. */
  readonly waiting: number;
  /** Calls that may start at once after a rest. */
  readonly burst: number;
  /** Calls that may start per second once the burst is spent. */
  readonly perSecond: number;
}

export const LIMITS: GateLimits = {
  atOnce: 16,
  slowAfterMs: 500,
  inAll: 128,
  waiting: 256,
  burst: 100,
  perSecond: 10,
};

/** Too many calls wait already. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

/** Lets calls start by turns, so that the server is no scanner in a model's hands. */
export interface Gate {
  /** Waits for a turn; the returned function ends it. Rejects with TooBusy, or with the signal's reason. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** A gate in which calls wait in the order in which they came, one token of the rate a call. */
export function callGate(limits: GateLimits = LIMITS): Gate {
  const { atOnce, slowAfterMs, inAll, waiting } = limits;
  const queue = new Set<() => void>();
  const bucket = new TokenBucket(limits);
  let running = 0;
  let young = 0;
  let timer: NodeJS.Timeout | undefined;

  /** A call that has its turn; gives what ends it. */
  const begin = (): (() => void) => {
    running += 1;
    young += 1;
    let isYoung = true;
    const noLongerYoung = (): void => {
      if (isYoung) young -= 1;
      isYoung = false;
    };
    const aging = setTimeout(() => {
      noLongerYoung();
      admit();
    }, slowAfterMs).unref();
    return () => {
      clearTimeout(aging);
      noLongerYoung();
      running -= 1;
      admit();
    };
  };
  const admit = (): void => {
    for (const start of queue) {
      if (young >= atOnce || running >= inAll) return;
      if (!bucket.take()) {
        timer ??= setTimeout(() => {
          timer = undefined;
          admit();
        }, bucket.waitMs() + 1).unref();
        return;
      }
      queue.delete(start);
      start();
    }
  };

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (queue.size >= waiting) {
        throw new TooBusy(
          `${waiting} calls wait already. Send fewer at a time, and one diagnose rather than many probes.`,
        );
      }
      return await new Promise((resolve, reject) => {
        const giveUp = (): void => {
          queue.delete(start);
          reject(signal.reason);
        };
        const start = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(begin());
        };
        signal.addEventListener('abort', giveUp, { once: true });
        queue.add(start);
        admit();
      });
    },
  };
}
