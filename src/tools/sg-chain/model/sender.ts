import { awsCalls } from '../../../core/aws/calls.ts';
import type { PodFacts } from '../pod-facts.ts';
import { byAddress } from './ends/by-address.ts';
import { placeOf } from './ends/interface-place.ts';
import { type Estate, isGap } from './estate.ts';
import { dialled, type End, type Place } from './place.ts';
import { isBranch, isPod } from './pod-interface.ts';
import { covers, rangeOf, rangesOf, rangeText } from './range.ts';
import { vpcNetworks } from './vpc-networks.ts';

/** Which interface a packet of a pod leaves its node by. */
export type Sender =
  | { readonly by: 'itself'; readonly because?: string }
  | { readonly by: 'node'; readonly node: Place; readonly because: string }
  | { readonly by: 'unknown'; readonly why: string };

/**
 * The Amazon VPC CNI leaves addresses as they are inside the networks of the VPC. What leaves them is sent with the primary address of
 * the node, by its primary interface, whose groups then apply, unless AWS_VPC_K8S_CNI_EXTERNALSNAT is true or the destination is
 * excluded; a pod with its own interface sends by that in the mode `strict`
 * (https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/sg-pods-example-deployment.html). There is no such NAT of IPv6.
 */
export function senderOf(estate: Estate, source: End, destination: End, facts: PodFacts | undefined): Sender {
  if (!isPod(source) || source.range.family === 6) return { by: 'itself' };
  const networks = vpcNetworks(estate, source.vpc);
  if (isGap(networks))
    return { by: 'unknown', why: `the networks of ${source.vpc} were not read: ${networks.why}` };
  const towards = dialled(destination);
  if (networks.some((one) => covers(one, towards))) return { by: 'itself' };
  const { cni, unseen } = facts ?? {};
  if (!cni) return { by: 'unknown', why: unseen?.message ?? 'the DaemonSet aws-node was not read' };
  if (cni.externalSnat) return { by: 'itself', because: 'AWS_VPC_K8S_CNI_EXTERNALSNAT of aws-node is true' };
  if (rangesOf(cni.excluded).some((one) => covers(one, towards)))
    return {
      by: 'itself',
      because: `AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS of aws-node holds ${rangeText(towards)}`,
    };
  if (isBranch(source) && cni.enforcing === 'strict')
    return { by: 'itself', because: 'POD_SECURITY_GROUP_ENFORCING_MODE of aws-node is strict' };
  const node = primaryOf(estate, source, facts);
  if (!node) return { by: 'unknown', why: 'the primary interface of its node was not found' };
  return {
    by: 'node',
    node,
    because:
      'AWS_VPC_K8S_CNI_EXTERNALSNAT of aws-node is not true, and the destination is outside of the VPC’s networks',
  };
}

/** The interface with device index 0 of the pod's node: by the attachment of the pod's own interface, else by the node's address. */
function primaryOf(estate: Estate, source: Place, facts: PodFacts | undefined): Place | undefined {
  const instance = source.eni?.Attachment?.InstanceId;
  if (instance !== undefined && !isBranch(source)) {
    const all = estate.all(awsCalls.interfaces, 'attachment.instance-id', instance);
    const first = isGap(all) ? undefined : all.find(({ Attachment }) => Attachment?.DeviceIndex === 0);
    return first && placeOf(first, source.range.family);
  }
  return nodeAt(estate, facts, source.vpc);
}

/** The interface that has a node's address, in a VPC where that is known. */
export function nodeAt(estate: Estate, facts: PodFacts | undefined, vpc?: string): Place | undefined {
  const range = rangeOf(facts?.hostAddress ?? '');
  const found = range && byAddress(estate, range, { family: range.family, vpc, near: [] });
  const [node] = found?.ambiguous ? [] : (found?.ends ?? []);
  return node?.kind === 'place' ? node : undefined;
}
