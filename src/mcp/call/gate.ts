/** How many calls may run and wait. */
export interface GateLimits {
  /** Calls that run at the same time; the others wait. */
  readonly atOnce: number;
  /** Calls that may wait; more are turned away. */
  readonly waiting: number;
  /** Calls that may start at once after a rest. */
  readonly burst: number;
  /** Calls that may start per second once the burst is spent. */
  readonly perSecond: number;
}

export const LIMITS: GateLimits = { atOnce: 16, waiting: 256, burst: 100, perSecond: 10 };

/** Too many calls wait already. */
export class TooBusy extends Error {
  override readonly name = 'TooBusy';
}

/** Lets calls start by turns, so that the server is no scanner in a model's hands. */
export interface Gate {
  /** Waits for a turn; the returned function ends it. Rejects with TooBusy, or with the signal's reason. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** A gate with a token bucket: `burst` tokens, `perSecond` new ones a second, one a call. */
export function callGate(limits: GateLimits = LIMITS): Gate {
  const { atOnce, waiting, burst, perSecond } = limits;
  const queue = new Set<() => void>();
  let running = 0;
  let tokens = burst;
  let counted = performance.now();
  let timer: NodeJS.Timeout | undefined;

  const refill = (): void => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - counted) / 1_000) * perSecond);
    counted = now;
  };
  const leave = (): void => {
    running -= 1;
    admit();
  };
  const admit = (): void => {
    refill();
    for (const start of queue) {
      if (running >= atOnce) return;
      if (tokens < 1) {
        timer ??= setTimeout(
          () => {
            timer = undefined;
            admit();
          },
          ((1 - tokens) / perSecond) * 1_000 + 1,
        ).unref();
        return;
      }
      queue.delete(start);
      running += 1;
      tokens -= 1;
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
          resolve(leave);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        queue.add(start);
        admit();
      });
    },
  };
}
