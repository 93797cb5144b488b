import type { RequestOptions } from 'node:http';
import type { ChosenContext } from './kubeconfig/chosen-context.ts';
import { type Approach, approach } from './request-options.ts';

/** Token files are exchanged for new ones well before they expire; other clients read them again as often. */
const FILES_MS = 60_000;
/** A credential plugin has 20 s; the rest is for its start. */
const DEADLINE_MS = 25_000;
const EARLY_MS = 5_000;

/** The credentials of one context, made when first asked for and again when they expire. */
export interface KeptApproach {
  current(signal: AbortSignal): Promise<RequestOptions>;
  /** Makes the next question make new ones. */
  forget(): void;
}

interface Kept {
  readonly made: Promise<Approach>;
  readonly at: number;
  readonly stop: AbortController;
  waiting: number;
  until?: string | undefined;
}

export function keptApproach(
  context: ChosenContext,
  env: Readonly<Record<string, string | undefined>>,
): KeptApproach {
  let kept: Kept | undefined;
  const make = (): Kept => {
    // A signal of its own: who asked first may be called off while another waits for the same credentials.
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE_MS)]);
    const made = approach(context, env, signal);
    made.catch(() => undefined);
    return { made, at: performance.now(), stop, waiting: 0 };
  };
  const isOld = ({ at, until }: Kept): boolean =>
    until === undefined
      ? !context.user.exec && performance.now() - at > FILES_MS
      : Date.parse(until) - EARLY_MS < Date.now() && performance.now() - at > EARLY_MS;
  return {
    async current(signal) {
      if (kept && isOld(kept)) kept = undefined;
      const mine = (kept ??= make());
      mine.waiting++;
      try {
        const { options, until } = await unlessCalledOff(mine.made, signal);
        mine.until = until;
        return options;
      } catch (error) {
        // Nobody else waits: what was started for it ends.
        if (signal.aborted && mine.waiting === 1) mine.stop.abort(signal.reason);
        if ((!signal.aborted || mine.waiting === 1) && kept === mine) kept = undefined;
        throw error;
      } finally {
        mine.waiting--;
      }
    },
    forget() {
      kept = undefined;
    },
  };
}

function unlessCalledOff<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}
