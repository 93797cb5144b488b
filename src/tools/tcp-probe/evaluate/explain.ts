import { explainBlindness } from './blind.ts';
import { explainReset, explainSilence } from './came-to-nothing.ts';
import type { Case, Explanation } from './case.ts';
import { explainNoRoute } from './no-route.ts';
import { explainRefusal } from './refused.ts';
import { explainOverlap } from './overlap.ts';
import type { Result } from './result.ts';
import { explainTimeout } from './timeout.ts';
import { explainUnreachable } from './unreachable.ts';
import { tally } from './wording.ts';

/** Why an address that does not accept does not. */
export function explain(about: Case, result: Result): Explanation {
  const overlap = result.state === 'blind' ? undefined : explainOverlap(about, result, 'own');
  if (overlap)
    return { ...overlap, evidence: [`${result.address}: ${tally(result.tries)}`, ...overlap.evidence] };
  if (result.state === 'resets') return explainReset(about, result);
  if (result.state === 'silent') return explainSilence(about, result);
  switch (result.failure) {
    case 'refused':
      return explainRefusal(about, result);
    case 'unreachable':
      return explainUnreachable(about, result);
    case 'no-route':
      return explainNoRoute(about, result);
    case 'timeout':
      return explainTimeout(about, result);
    case undefined:
      return explainBlindness(about, result);
  }
}
