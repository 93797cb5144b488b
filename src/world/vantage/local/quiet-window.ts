/**
 * Kernel counters are read around a quiet attempt, and every other attempt of this process would be counted with it. So
 * quiet ones wait for each other, and each learns whether something else ran meanwhile. One a process: so are the counters.
 */
let running = 0;
let started = 0;
let tail: Promise<void> = Promise.resolve();

/** Runs traffic that is not quiet, so that a quiet window beside it knows. */
export async function loudly<T>(probe: () => Promise<T>): Promise<T> {
  started++;
  running++;
  try {
    return await probe();
  } finally {
    running--;
  }
}

/** A verb whose traffic is not quiet. */
export const aloud =
  <Asked extends unknown[], Seen>(verb: (...asked: Asked) => Promise<Seen>) =>
  (...asked: Asked): Promise<Seen> =>
    loudly(() => verb(...asked));

/**
 * Runs a probe when no other quiet one runs, with a way to ask whether loud ones ran since it began. Rejects with the
 * signal's reason while it waits for its turn.
 */
export async function quietly<T>(
  probe: (overlapped: () => boolean) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const turn = tail;
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  tail = turn.then(() => done);
  try {
    await until(turn, signal);
    const [before, busy] = [started, running > 0];
    return await probe(() => busy || started !== before);
  } finally {
    finish();
  }
}

function until(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal.aborted) reject(signal.reason);
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  void turn.then(resolve);
  return promise.finally(() => signal.removeEventListener('abort', abort));
}
