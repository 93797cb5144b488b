import { isLoopback } from '../../../core/address/policy.ts';
import { parseIp } from '../../../core/address/ip.ts';
import { isHostAddress } from '../host-address.ts';
import type { Case } from './case.ts';

/** Whether an address is the vantage's own, so that its list of sockets is the destination's. */
export const isOwn = ({ seen }: Pick<Case, 'seen'>, address: string): boolean =>
  isLoopback(address) || isHostAddress(address, seen.host);

/** The interface that has an address of this host, or that leads towards another. */
export function interfaceTo(about: Case, address: string): { name: string; own: boolean } | undefined {
  const { host } = about.seen;
  if (isLoopback(address)) return undefined;
  const owner = host?.interfaces.find(({ addresses }) => addresses.includes(address));
  const name = owner?.name ?? host?.routes.find(({ to }) => to === address)?.interface;
  return name === undefined ? undefined : { name, own: isOwn(about, address) };
}

/** The listeners on the port of a destination that is this very host. */
export interface OwnListeners {
  /** Those that take connections to the address. */
  readonly here: readonly { address: string; backlog: number }[];
  readonly all: readonly { address: string; backlog: number }[];
}

/** Undefined when the destination's list is not ours to read, or not complete. */
export function ownListeners(about: Case, address: string): OwnListeners | undefined {
  const { sockets } = about.port;
  if (!isOwn(about, address) || !sockets?.available || sockets.more > 0) return undefined;
  const wildcards = parseIp(address)?.family === 6 ? ['::'] : ['0.0.0.0', '::'];
  const here = sockets.listeners.filter((one) => one.address === address || wildcards.includes(one.address));
  return { here, all: sockets.listeners };
}
