import { isModelled } from '../../../core/kubernetes/pod-state.ts';
import type { Doubt } from '../model/doubt.ts';
import type { Judged } from '../model/judge-flow.ts';
import type { Observation } from '../observation.ts';
import type { Named } from './ends.ts';
import { AWS_VPC_CNI, pluginOf } from './plugin.ts';

/**
 * A denial by policies that the network plugin does not enforce on that pod is not sure: the AWS VPC CNI leaves out pods that no
 * workload owns and pods on Fargate (netpol facts 25; docs.aws.amazon.com/eks, "Limit Pod traffic with Kubernetes network policies").
 */
export function asEnforced(
  seen: Pick<Observation, 'daemonSets'>,
  judged: Judged,
  source: Named,
  destination: Named,
): Judged {
  if (judged.verdict !== 'denied' || pluginOf(seen)?.name !== AWS_VPC_CNI) return judged;
  const denied = [
    ...(judged.egress.verdict === 'denied' ? [source] : []),
    ...(judged.ingress.verdict === 'denied' ? [destination] : []),
  ];
  const doubts = denied.map(leftOut);
  // One side that is enforced is enough to be denied.
  return doubts.every((doubt) => doubt !== undefined)
    ? { ...judged, verdict: 'unknown', doubts: [...judged.doubts, ...doubts] }
    : judged;
}

function leftOut({ pod, name }: Named): (Doubt & { kind: 'not-enforced' }) | undefined {
  if (!pod || isModelled(pod)) return undefined;
  const { labels, ownerReferences } = pod.metadata;
  if (labels['eks.amazonaws.com/fargate-profile'] !== undefined)
    return { kind: 'not-enforced', pod: name, why: 'fargate' };
  return ownerReferences.length === 0 ? { kind: 'not-enforced', pod: name, why: 'no-owner' } : undefined;
}
