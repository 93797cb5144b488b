import { parseIp } from '../../../core/address/ip.ts';
import type { Check } from '../../../core/check.ts';
import type { SocketTable } from '../../../core/world/sockets.ts';
import { warn } from './claim.ts';

/** Ports that many services share: a socket to another address there is most likely another service's. */
const SHARED = [22, 53, 80, 443, 3128, 6443, 8000, 8080, 8443];
/** Retransmissions without an answer, from about 3 s on (RFC 6298: 0.2, 0.4, 0.8, 1.6 s at the least). */
const MANY_RETRANSMITS = 4;

const DOUBT =
  'addresses outside today’s answer may be those of another service on this port, or the name answers with a changing part of its addresses';

/** What the sockets of clients here say of their connections to a target that today's answer names. */
export interface StalePool {
  readonly check?: Check;
  readonly note?: string;
}

/**
 * Judges the sockets towards a port against the addresses that the name has today; ask it when a new connection
 * works. Data retransmitted in vain is a claim: to today's addresses on any port, to others on a port that few
 * services share. Sockets to other addresses that do not retransmit are a note: whose they are cannot be told, and
 * a host that uses two services on one port has them all day. `named`: a name gave these addresses; where a caller
 * gave one, others are no past of it.
 */
export function judgeStalePool(
  table: SocketTable,
  port: number,
  today: readonly string[],
  test: string,
  named = true,
): StalePool {
  const established = table.established.filter(({ state }) => state === 'ESTABLISHED');
  const current = new Set(today.map(comparable));
  const isCurrent = ({ remote }: Socket): boolean => current.has(comparable(remote.address));
  const outside = named && current.size > 0 ? established.filter((socket) => !isCurrent(socket)) : [];
  const stuck = established.filter(
    (socket) =>
      socket.txQueue > 0 &&
      socket.retransmits >= MANY_RETRANSMITS &&
      (isCurrent(socket) || (outside.includes(socket) && !SHARED.includes(port))),
  );
  if (stuck.length === 0) {
    if (outside.length === 0) return {};
    return {
      note: `${count(outside.length)} to port ${port} of other addresses: of this target’s past, or of other services.`,
    };
  }
  const evidence = stuck.map(
    (socket) =>
      `${socket.remote.address}${isCurrent(socket) ? '' : `, not among today’s ${today.join(', ')}`}: ${socket.txQueue} bytes unacknowledged, ${socket.retransmits} retransmissions`,
  );
  const lines = [...new Set(evidence)].slice(0, 4);
  return {
    check: warn('app.stale-pool', {
      test,
      summary: `${count(stuck.length)} here to port ${port} with data retransmitted in vain; a new one works`,
      evidence: stuck.every(isCurrent) ? lines : [...lines, DOUBT],
    }),
  };
}

type Socket = SocketTable['established'][number];

const count = (n: number): string => (n === 1 ? '1 established connection' : `${n} established connections`);

/** One text for one address: IPv4-mapped IPv6 is IPv4 (RFC 4291 section 2.5.5.2). */
function comparable(address: string): string {
  const ip = parseIp(address);
  if (!ip) return address;
  const mapped = ip.family === 6 && ip.value >> 32n === 0xffffn;
  return mapped ? `4:${ip.value & 0xffffffffn}` : `${ip.family}:${ip.value}`;
}
