import { type Check, unknown } from '../../../core/check.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import type { PodFacts } from '../pod-facts.ts';
import type { Chain } from '../model/outcome.ts';
import { rangeText } from '../model/range.ts';
import { takenBack } from './taken-back.ts';

/**
 * What a pod sends out of its VPC may leave by another interface than its own, with other groups: no record of AWS tells which. As long
 * as the cluster does not either, nothing that was judged of the pod's own interface is claimed there.
 */
export function withPodSender(
  checks: readonly Check[],
  chains: readonly Chain[],
  pods: readonly PodFacts[] = [],
): Check[] {
  const chain = chains.find(({ sender }) => sender?.by === 'unknown');
  if (chain?.sender?.by !== 'unknown') return [...checks];
  const address = rangeText(chain.source.range);
  const unseen = pods.find((one) => one.address === address)?.unseen;
  const unsure = unknown('firewall', {
    test: 'kubectl -n kube-system describe daemonset aws-node',
    summary: `Which interface sends what leaves the VPC for ${address}, a pod’s address, is not known`,
    evidence: [
      'AWS_VPC_K8S_CNI_EXTERNALSNAT of aws-node decides, and is not in the records of AWS',
      chain.sender.why,
    ],
    fix:
      unseen === undefined
        ? 'Unless AWS_VPC_K8S_CNI_EXTERNALSNAT is "true", ask again with the primary interface of the node as the source.'
        : readFix(unseen),
  });
  return [unsure, ...checks.map((check) => takenBack(check, 'If the pod’s own interface is the sender'))];
}
