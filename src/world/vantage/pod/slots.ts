/** Turns for at most `most` holders at a time, in the order asked. A turn is ended by calling what it resolves with. */
export function slots(most: number): (signal: AbortSignal) => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let held = 0;
  const end = (): void => {
    held -= 1;
    waiting.shift()?.();
  };
  return async (signal) => {
    signal.throwIfAborted();
    if (held >= most) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stop = (): void => {
        const at = waiting.indexOf(resolve);
        if (at !== -1) waiting.splice(at, 1);
        reject(signal.reason as Error);
      };
      waiting.push(resolve);
      signal.addEventListener('abort', stop, { once: true });
      await promise.finally(() => signal.removeEventListener('abort', stop));
    }
    held += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      end();
    };
  };
}
