import type { Verdict } from '../core/report.ts';
import { observed } from './observed.ts';
import type { WalkedLeg } from './walk.ts';

/**
 * What the walk saw work beside the failure: the same source towards another known-good target. Without such a control a
 * silent path may as well be this machine's own.
 */
export function controls(walked: readonly WalkedLeg[], verdict: Verdict): string[] {
  if (verdict.surfacedAt !== 'tcp') return [];
  const answered = walked.flatMap((leg) => observed(leg).answeringNameServers);
  const [server] = answered;
  return server === undefined ? [] : [`this source does reach another host: name server ${server} answered`];
}
