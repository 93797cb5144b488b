/** Races a piece of work against a deadline and a signal; always ends the timer and the listener. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Milliseconds since the start. */
  elapsed(): number;
  /** Milliseconds left, never below 0. */
  left(): number;
  /** Starts the clock anew: what came before was not the network's. */
  restart(): void;
  /** Resolves with `otherwise` after `ms` (or at the deadline, if earlier); rejects with the signal's reason when it fires. */
  within<T>(work: Promise<T>, otherwise: T, ms?: number): Promise<T>;
}

/** A deadline that starts now. */
export function deadline(timeoutMs: number, signal: AbortSignal): Deadline {
  let started = performance.now();
  const elapsed = (): number => Math.round((performance.now() - started) * 100) / 100;
  const left = (): number => Math.max(0, timeoutMs - (performance.now() - started));
  return {
    signal,
    elapsed,
    left,
    restart() {
      started = performance.now();
    },
    async within(work, otherwise, ms = Number.POSITIVE_INFINITY) {
      signal.throwIfAborted();
      let clean = (): void => {};
      const ended = new Promise<typeof otherwise>((resolve, reject) => {
        const timer = setTimeout(() => resolve(otherwise), Math.min(ms, left()));
        const abort = (): void => reject(signal.reason as Error);
        signal.addEventListener('abort', abort, { once: true });
        clean = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
        };
      });
      try {
        return await Promise.race([work, ended]);
      } finally {
        clean();
      }
    },
  };
}
