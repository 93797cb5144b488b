import type { End, Place } from './place.ts';
import { rangeText } from './range.ts';

/** Whether an end is a pod's own address on an interface of its node: a secondary one, or one of a delegated prefix. */
export function isPodOfNode(end: End): boolean {
  if (end.kind === 'outside' || !end.eni || end.range.family === 6) return false;
  const { Description = '', TagSet, PrivateIpAddress } = end.eni;
  const isNode =
    Description.startsWith('aws-K8S-') || TagSet.some(({ Key }) => Key.startsWith('node.k8s.amazonaws.com/'));
  return isNode && rangeText(end.range) !== PrivateIpAddress;
}

/** Whether an end is a pod with an interface, and groups, of its own. */
export const isBranch = (end: End): boolean => end.kind === 'place' && end.eni?.InterfaceType === 'branch';

/** Whether which of its node's interfaces a pod sends by is for the CNI to say. */
export const isPod = (end: End): end is Place => isPodOfNode(end) || isBranch(end);
