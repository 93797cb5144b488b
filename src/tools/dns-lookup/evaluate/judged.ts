import type { Check } from '../../../core/check.ts';

/** What one judgement comes to: checks, and facts that are no finding. */
export interface Judged {
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
}
