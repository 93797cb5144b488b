import type { Input } from '../input.ts';
import type { Asked, Outcome } from '../model/outcome.ts';
import type { Observation } from '../observation.ts';

/** One question and all that is known about it. */
export interface Scene {
  readonly input: Input;
  readonly seen: Observation;
  readonly asked: Asked;
  readonly outcome: Outcome;
}
