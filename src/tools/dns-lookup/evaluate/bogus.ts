import { isAnswer } from '../client-view.ts';
import type { View } from '../observation.ts';
import { answered, edeCodes, type Outcome, outcomeOf } from '../outcome.ts';

// RFC 8914: what validation says (1, 2, 5-12), and RFC 9276 and later registrations (25, 27).
const DNSSEC = new Set([1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27]);
/** Say nothing of the cause: Other Error, Cached Error. */
const NEUTRAL = new Set([0, 13]);

/**
 * Whether a server fails this question only because validation fails: SERVFAIL, an answer with CD=1, SERVFAIL again, and no other
 * reason given. Without an extended error that says so there must be signatures to validate: a passing failure that stays
 * in the cache looks the same otherwise.
 */
export function isBogus({ exchange, checkingDisabled, again }: View): boolean {
  const [first, second] = [outcomeOf(exchange), again && outcomeOf(again)];
  const unchecked = checkingDisabled && outcomeOf(checkingDisabled);
  if (first.kind !== 'servfail' || second?.kind !== 'servfail' || !unchecked || !isAnswer(unchecked.kind))
    return false;
  const reasons = [first, second].flatMap((outcome) => (answered(outcome) ? edeCodes(outcome.message) : []));
  if (!reasons.every((code) => DNSSEC.has(code) || NEUTRAL.has(code))) return false;
  return reasons.some((code) => DNSSEC.has(code)) || isSigned(unchecked);
}

const isSigned = (outcome: Outcome): boolean =>
  answered(outcome) &&
  [...outcome.message.answers, ...outcome.message.authority].some(({ type }) => type === 'RRSIG');
