import { CannotObserve } from '../../core/cannot-observe.ts';
import type { Steps } from '../../core/steps.ts';
import type { CloudEnds } from './ends.ts';

/** The ends that a recording has under a step; undefined where it has none: AWS was not asked then. */
export async function recordedEnds(steps: Steps, step: object): Promise<CloudEnds | undefined> {
  try {
    return await steps.observe('diagnose', step, () => Promise.reject(notThere()));
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

const notThere = (): CannotObserve =>
  new CannotObserve('not-recorded', 'The recording does not hold it.', { summary: 'Record it again.' });
