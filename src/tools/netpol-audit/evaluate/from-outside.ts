import type { Service } from '../../../core/kubernetes/service.ts';
import type { Judged } from '../model/judge-flow.ts';

/**
 * A flow from outside by a Service (netpol facts 23): with externalTrafficPolicy Cluster the source is usually a node's address by the time
 * that policies see it. Then only what does not depend on the source is sure: no isolation, or a rule for anybody.
 */
export function fromOutside(judged: Judged, { spec }: Service): Judged {
  const { source } = judged.flow;
  const keeps = spec.externalTrafficPolicy === 'Local' || spec.clusterIP === 'None';
  if (source.kind === 'pod' || keeps || judged.verdict === 'unknown') return judged;
  const { ingress } = judged;
  const anybody = ingress.policies.policies.some(({ policy, rules }) =>
    rules.some(
      ({ rule, result }) => policy.problems.length === 0 && rule.peers === 'any' && result === 'yes',
    ),
  );
  if (ingress.by !== 'network-policy' || anybody) return judged;
  // With no rule at all nobody but the pod's own node comes in, and which node that is, is chance.
  const doubts = [{ kind: 'source-address' } as const];
  return { ...judged, verdict: 'unknown', ingress: { ...ingress, verdict: 'unknown', doubts }, doubts };
}
