import { isLoopback, isPrivate } from '../../../core/address/policy.ts';

type Reach = 'private' | 'public' | 'mixed';

function reachOf(addresses: readonly string[]): Reach {
  const hidden = addresses.filter((address) => isPrivate(address) || isLoopback(address)).length;
  if (hidden === addresses.length) return 'private';
  return hidden === 0 ? 'public' : 'mixed';
}

/** Whether one set of addresses is for inside and the other for outside. */
export const differsInReach = (one: readonly string[], other: readonly string[]): boolean =>
  reachOf(one) !== reachOf(other);
