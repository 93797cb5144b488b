/** What may come of a stage: several are true where something was not seen. `next`: the stage does not decide. */
export interface Outcome {
  readonly allow: boolean;
  readonly deny: boolean;
  readonly next: boolean;
}

export const NEXT: Outcome = { allow: false, deny: false, next: true };
export const ANYTHING: Outcome = { allow: true, deny: true, next: true };

export type Verdict = 'allowed' | 'denied' | 'unknown';

/** What follows when a stage that may hand on is followed by another. */
export const followedBy = (first: Outcome, second: Outcome): Outcome =>
  first.next
    ? { allow: first.allow || second.allow, deny: first.deny || second.deny, next: second.next }
    : first;

/** A stage that nobody stands behind allows. */
export function verdictOf({ allow, deny, next }: Outcome): Verdict {
  const mayAllow = allow || next;
  if (mayAllow && deny) return 'unknown';
  return deny ? 'denied' : 'allowed';
}

/** Both sides have to allow. */
export function joined(one: Verdict, other: Verdict): Verdict {
  if (one === 'denied' || other === 'denied') return 'denied';
  return one === 'allowed' && other === 'allowed' ? 'allowed' : 'unknown';
}
