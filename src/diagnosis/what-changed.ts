import type { WalkedLeg } from './walk.ts';
import { observed } from './observed.ts';

const RECENT_DAYS = 14;
const DAY = 86_400_000;

/** What changed lately, among the things that the walk used: a certificate that was issued in the last two weeks. */
export function whatChanged(walked: readonly WalkedLeg[], at: string): string[] {
  const issued = walked.flatMap((leg) => observed(leg).certificateNotBefore ?? []);
  return issued.flatMap((notBefore) => {
    const days = (Date.parse(at) - Date.parse(notBefore)) / DAY;
    if (!(days >= 0 && days <= RECENT_DAYS)) return [];
    return [
      `certificate served by the target: issued ${notBefore.slice(0, 16).replace('T', ' ')} UTC, ${ago(Math.floor(days))}`,
    ];
  });
}

const ago = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`);
