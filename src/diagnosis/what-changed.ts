import type { WalkedLeg } from './walk.ts';
import { observed } from './observed.ts';
import { isRecent, when } from './when.ts';

/** What changed lately outside the cluster, among the things that the walk used: a certificate of the last two weeks. */
export function whatChanged(walked: readonly WalkedLeg[], at: string): string[] {
  const issued = walked.flatMap((leg) => observed(leg).certificateNotBefore ?? []);
  return issued
    .filter((notBefore) => isRecent(notBefore, at))
    .map((notBefore) => `certificate served by the target: issued ${when(notBefore, at)}`);
}
