import type { View } from '../observation.ts';
import { answered, edeCodes, outcomeOf } from '../outcome.ts';

// RFC 8914: what validation says (1, 2, 5-12), and RFC 9276 and later registrations (25, 27).
const DNSSEC = new Set([1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27]);
/** Say nothing of the cause: Other Error, Cached Error. */
const NEUTRAL = new Set([0, 13]);

/** Whether a server fails this question only because validation fails: SERVFAIL, an answer with CD=1, SERVFAIL again, no other reason given. */
export function isBogus({ exchange, checkingDisabled, again }: View): boolean {
  const first = outcomeOf(exchange);
  const second = again && outcomeOf(again);
  const unchecked = checkingDisabled && outcomeOf(checkingDisabled).kind;
  if (first.kind !== 'servfail' || second?.kind !== 'servfail') return false;
  if (unchecked !== 'data' && unchecked !== 'no-data' && unchecked !== 'nxdomain') return false;
  const reasons = [first, second].flatMap((outcome) => (answered(outcome) ? edeCodes(outcome.message) : []));
  return reasons.every((code) => DNSSEC.has(code) || NEUTRAL.has(code));
}
