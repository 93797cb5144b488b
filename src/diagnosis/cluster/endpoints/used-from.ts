import { type EndpointsCase, familyOf } from './case.ts';
import type { EndpointSeen } from './observation.ts';

/**
 * The endpoints that a virtual address sends this source to: those of its family, and with internalTrafficPolicy Local only those of
 * the source's node (https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies). Undefined where that
 * cannot be told.
 */
export function usedFrom(
  { seen, fronted }: EndpointsCase,
  family: 4 | 6,
): readonly EndpointSeen[] | undefined {
  const own = seen.endpoints.filter(({ address }) => familyOf(address) === family);
  if (fronted.service.spec.internalTrafficPolicy !== 'Local') return own;
  if (seen.node === undefined || own.some(({ node }) => node === undefined)) return undefined;
  return own.filter(({ node }) => node === seen.node);
}
