import type { Sent } from './sent.ts';

/** On so many connections the size above must have failed, and on so many the path MTU itself must have passed. */
const STUCK_ON = 3;
const PASSED_ON = 2;

/** Between which sizes the path MTU lies: the largest that passed, and the smallest above it that did not yet. */
export interface Bracket {
  readonly passes: number;
  readonly above: number | undefined;
}

export function bracketOf(sent: readonly Sent[]): Bracket {
  const passes = Math.max(0, ...sent.filter(({ acknowledged }) => acknowledged).map(({ sentAs }) => sentAs));
  const above = sent
    .filter(({ sentAs, outcome }) => sentAs > passes && outcome !== 'ended')
    .map(({ sentAs }) => sentAs);
  return { passes, above: above.length > 0 ? Math.min(...above) : undefined };
}

/** How many more connections a size needs for the two sides of a bracket of two neighbours to be sure. */
export function wanting(sent: readonly Sent[], { passes, above }: Bracket): number[] {
  const count = (size: number | undefined): number =>
    sent.filter((one) => one.sentAs === size && one.outcome !== 'ended').length;
  const repeat = (size: number, times: number): number[] => Array<number>(Math.max(0, times)).fill(size);
  return [...repeat(above ?? 0, STUCK_ON - count(above)), ...repeat(passes, PASSED_ON - count(passes))];
}

/**
 * Whether neighbours are sure: enough connections carried the one; enough tried the other for three round trips, which an ICMP error and a second try
 * at another size need, and none got through; and a segment that large was sent again in vain. Once loss was seen, each of them was.
 */
export function isSure(
  sent: readonly Sent[],
  { passes, above }: Bracket,
  now: number,
  patienceMs: number,
): boolean {
  if (above !== passes + 1) return false;
  const carried = sent.filter(({ sentAs, acknowledged }) => sentAs === passes && acknowledged);
  const beyond = sent.filter(({ sentAs, outcome }) => sentAs === above && outcome !== 'ended');
  if (carried.length < PASSED_ON || beyond.length < STUCK_ON) return false;
  if (lossSeen(sent)) return beyond.every(({ outcome }) => outcome === 'stuck');
  const longEnough = beyond.every(({ acknowledged, at }) => !acknowledged && now - at > 3 * patienceMs);
  return longEnough && sent.some(({ sentAs, outcome }) => sentAs >= above && outcome === 'stuck');
}

/** A segment that had to be sent again and then passed, or that got stuck although larger ones passed. */
function lossSeen(sent: readonly Sent[]): boolean {
  const { passes } = bracketOf(sent);
  return sent.some(
    ({ acknowledged, resent, sentAs, outcome }) =>
      (acknowledged && resent) || (sentAs <= passes && outcome === 'stuck'),
  );
}
