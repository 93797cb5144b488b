import { netpolAudit } from '../../../tools/netpol-audit/tool.ts';
import type { WalkedLeg } from '../../walk.ts';
import { auditedIn } from '../audited.ts';
import type { PodResult } from './pod-result.ts';
import { nameOf } from './observation.ts';

/**
 * What the model of the policies says of each sampled pod, by its own labels: a line for each that it denies, and one where it denies
 * just those that fail. Judged from what netpol_audit has read; nothing more is asked.
 */
export function policyOnSamples(results: readonly PodResult[], leg: WalkedLeg): string[] {
  const { policy } = auditedIn(leg);
  if (!policy) return [];
  const judged = results.map((result) => {
    const { checks } = netpolAudit.judge(policy.seen, { ...policy.input, source: nameOf(result.pod) });
    const denial = checks.find(
      ({ layer, status, code }) => layer === 'policy' && status === 'fail' && code !== null,
    );
    return { result, denial, open: checks.some(({ status }) => status === 'unknown') };
  });
  const denied = judged.filter(({ denial }) => denial);
  if (denied.length === 0) return judged.some(({ open }) => open) ? [] : ['the policies admit all of them'];
  const explains = judged.every(
    ({ denial, result }) => (denial !== undefined) === (result.state === 'fails'),
  );
  return [
    ...denied.map(({ result, denial }) => `the policies deny ${nameOf(result.pod)} (${denial?.code})`),
    ...(explains ? ['the policies deny just those that fail: see Policy'] : []),
  ];
}
