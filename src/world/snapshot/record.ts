import { CannotObserve } from '../../core/cannot-observe.ts';
import type { Steps } from '../../core/steps.ts';
import { obstacleOf, type Recording, type Step } from './recording.ts';
import { redactDeep } from './redact-deep.ts';

export interface Recorder extends Steps {
  /** What was kept so far: whole steps only, so that it can be replayed after an interruption too. */
  recording(): Recording;
}

/**
 * Looks, and keeps what was seen. What it hands on is what it kept, secrets redacted, so that a replay judges exactly what
 * this run judged. A step that was called off is not kept.
 */
export function recorder(): Recorder {
  const steps: Step[] = [];
  return {
    async observe<T>(tool: string, input: unknown, look: () => Promise<T>): Promise<T> {
      const asked = redactDeep(input);
      try {
        const observation = redactDeep(await look());
        steps.push({ tool, input: asked, observation });
        // JSON of a T: observations are plain JSON by the contract of the ports.
        return observation as T;
      } catch (error) {
        if (!(error instanceof CannotObserve)) throw error;
        const { obstacle, fix } = error;
        const kept = { obstacle, message: error.message, fix };
        steps.push({ tool, input: asked, obstacle: kept });
        throw obstacleOf(kept);
      }
    },
    recording: () => ({ schema: 'layerwalk/recording@1', steps: [...steps] }),
  };
}
