import { type Check, unknown } from '../../../core/check.ts';
import type { Chain } from '../model/outcome.ts';
import type { End } from '../model/place.ts';
import { rangeText } from '../model/range.ts';

/** Whether an end is a pod's own address on an interface of its node: a secondary one, or one of a delegated prefix. */
export function isPodOfNode(end: End): boolean {
  if (end.kind === 'outside' || !end.eni || end.range.family === 6) return false;
  const { Description = '', TagSet, PrivateIpAddress } = end.eni;
  const isNode =
    Description.startsWith('aws-K8S-') || TagSet.some(({ Key }) => Key.startsWith('node.k8s.amazonaws.com/'));
  return isNode && rangeText(end.range) !== PrivateIpAddress;
}

/**
 * What a pod sends out of its VPC leaves, unless AWS_VPC_K8S_CNI_EXTERNALSNAT is true, by the primary interface of its node, whose
 * groups then apply (https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html). No record of AWS tells which: nothing
 * that was judged of the pod's own interface is claimed there.
 */
export function withPodSender(checks: readonly Check[], chains: readonly Chain[]): Check[] {
  const chain = chains.find(leavesVpc);
  if (!chain) return [...checks];
  const unsure = unknown('firewall', {
    test: 'kubectl -n kube-system describe daemonset aws-node',
    summary: `Which interface sends what leaves the VPC for ${rangeText(chain.source.range)}, a pod’s address, is not known`,
    evidence: ['AWS_VPC_K8S_CNI_EXTERNALSNAT of aws-node decides, and is not in the records of AWS'],
    fix: 'Unless AWS_VPC_K8S_CNI_EXTERNALSNAT is "true", ask again with the primary interface of the node as the source.',
  });
  return [unsure, ...checks.map(takenBack)];
}

const leavesVpc = ({ source, destination }: Chain): boolean =>
  isPodOfNode(source) &&
  source.kind === 'place' &&
  (destination.kind === 'outside' || destination.vpc !== source.vpc);

function takenBack(check: Check): Check {
  if (check.status !== 'fail' && check.status !== 'warn') return check;
  const { test, summary, evidence, code, fix } = check;
  return unknown('firewall', {
    test,
    summary: `If the pod’s own interface is the sender: ${summary}`,
    evidence: [...(code === null ? [] : [`that would be ${code}`]), ...evidence],
    fix: fix ?? 'Look at it by other means.',
  });
}
