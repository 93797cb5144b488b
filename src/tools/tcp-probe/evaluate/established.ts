import type { Case } from './case.ts';
import { counted } from './wording.ts';

/** Connections of other programs here to these addresses: what holds for new ones may not hold for them. */
export function establishedLine({ port }: Case, addresses: readonly string[]): string[] {
  const tries = port.addresses.flatMap((seen) => [...seen.tries, seen.again?.dial, seen.quiet]);
  const ours = new Set(tries.map((one) => one?.localPort));
  const all =
    port.sockets?.established.filter(
      ({ remote, local }) => addresses.includes(remote.address) && !ours.has(local.port),
    ) ?? [];
  const live = all.filter(({ state }) => state === 'ESTABLISHED');
  if (live.length === 0) return [];
  const stuck = live.filter(({ retransmits, txQueue }) => retransmits > 0 && txQueue > 0).length;
  const told = counted(
    live.length,
    'connection of another program here is',
    'connections of other programs here are',
  );
  return [`${told} established to it${stuck > 0 ? `, ${stuck} of them without acknowledgement` : ''}`];
}
