import type { PodFacts } from '../pod-facts.ts';
import type { Judged } from './checkpoint.ts';
import type { End, Place } from './place.ts';
import { isBranch, isPod } from './pod-interface.ts';

/** What the cluster says of the pods at both ends, where it was asked. */
export interface PodsOfEnds {
  readonly source?: PodFacts | undefined;
  readonly destination?: PodFacts | undefined;
}

/**
 * Between pods of one node, and between a node and its pods, no packet reaches the VPC: no group and no ACL sees it. A pod with its own
 * interface is the exception in the mode `strict`, in which all its traffic goes out by that
 * (https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html).
 */
export function withinNode(source: End, destination: End, facts: PodsOfEnds): Judged | undefined {
  if (source.kind === 'outside' || destination.kind === 'outside') return undefined;
  if (destination.dialledPublicly || (!isPod(source) && !isPod(destination))) return undefined;
  if (!onOneNode(source, destination, facts)) return undefined;
  const branch = isBranch(source) || isBranch(destination);
  const mode = facts.source?.cni?.enforcing ?? facts.destination?.cni?.enforcing;
  if (branch && mode !== 'standard') return undefined;
  return {
    kind: 'src_fw_egress',
    resource: source.name,
    verdict: 'allow',
    said: 'Both ends are on one node: what they send each other reaches no security group and no network ACL',
    evidence: branch
      ? ['POD_SECURITY_GROUP_ENFORCING_MODE of aws-node is standard']
      : ['ec2:DescribeNetworkInterfaces Attachment.InstanceId: the same of both'],
  };
}

function onOneNode(source: Place, destination: Place, facts: PodsOfEnds): boolean {
  const [one, other] = [source, destination].map(({ eni }) => eni?.Attachment?.InstanceId);
  if (one !== undefined && other !== undefined) return one === other;
  const [here, there] = [facts.source?.hostAddress, facts.destination?.hostAddress];
  return here !== undefined && here === there;
}
