/** Races a piece of work against a deadline and a signal; always ends the timer and the listener. */
export interface Deadline {
  /** Milliseconds since the start. */
  elapsed(): number;
  /** Milliseconds left, never below 0. */
  left(): number;
  /** Resolves with `otherwise` after `ms` (or at the deadline, if earlier); rejects with the signal's reason when it fires. */
  within<T>(work: Promise<T>, otherwise: T, ms?: number): Promise<T>;
}

/** A deadline that starts now. */
export function deadline(timeoutMs: number, signal: AbortSignal): Deadline {
  const started = performance.now();
  const elapsed = (): number => Math.round((performance.now() - started) * 100) / 100;
  const left = (): number => Math.max(0, timeoutMs - (performance.now() - started));
  return {
    elapsed,
    left,
    within: (work, otherwise, ms = Number.POSITIVE_INFINITY) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
        };
        const abort = (): void => {
          end();
          reject(signal.reason as Error);
        };
        const timer = setTimeout(
          () => {
            end();
            resolve(otherwise);
          },
          Math.min(ms, left()),
        );
        if (signal.aborted) return abort();
        signal.addEventListener('abort', abort, { once: true });
        work.then(
          (value) => {
            end();
            resolve(value);
          },
          (error: unknown) => {
            end();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      }),
  };
}
