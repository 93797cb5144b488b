import type { Vantage } from '../../../core/world/world.ts';

/** A pod may be replaced: after this it is looked up again. */
const KEEP_MS = 30_000;
const DEADLINE_MS = 90_000;

/** The vantages of a while, each opened once by whoever asks first. One that could not be opened is tried again. */
export function keptVantages(
  open: (key: string, signal: AbortSignal) => Promise<Vantage>,
): (key: string, signal: AbortSignal) => Promise<Vantage> {
  const kept = new Map<string, { readonly vantage: Promise<Vantage>; readonly at: number }>();
  return async (key, signal) => {
    signal.throwIfAborted();
    for (const [other, { at }] of kept) if (performance.now() - at > KEEP_MS) kept.delete(other);
    // A signal of its own: who asked first may be called off while another waits for the same vantage.
    const entry = kept.get(key) ?? {
      vantage: open(key, AbortSignal.timeout(DEADLINE_MS)),
      at: performance.now(),
    };
    kept.set(key, entry);
    const { promise: calledOff, reject } = Promise.withResolvers<never>();
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([entry.vantage, calledOff]);
    } catch (error) {
      if (!signal.aborted && kept.get(key) === entry) kept.delete(key);
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
}
