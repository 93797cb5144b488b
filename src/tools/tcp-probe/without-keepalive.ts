import type { PortSeen } from './observation.ts';

/** A connection of another program. */
export type Held = NonNullable<PortSeen['sockets']>['established'][number];

/**
 * The established connections of other programs here to these addresses on whose sockets no timer runs: SO_KEEPALIVE is off (a
 * socket with it has its timer running all the while it is idle, tcp(7)).
 */
export function withoutKeepalive({ sockets, addresses }: PortSeen, among: readonly string[]): Held[] {
  const tries = addresses.flatMap((seen) => [...seen.tries, seen.again?.dial, seen.quiet]);
  const ours = new Set(tries.map((one) => one?.localPort));
  return (sockets?.established ?? []).filter(
    ({ state, keepalive, remote, local }) =>
      state === 'ESTABLISHED' &&
      keepalive === false &&
      among.includes(remote.address) &&
      !ours.has(local.port),
  );
}
