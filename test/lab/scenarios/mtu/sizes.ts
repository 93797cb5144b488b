import { at } from '../../network/at.ts';
import { filter } from '../../network/filter.ts';
import { type Order, order } from '../../network/host.ts';
import type { Scenario } from '../../play/scenario.ts';
import type { Family } from '../tcp/refusing.ts';

/** Bytes of IP and ICMP headers, which `ping -s` does not count. */
const PING_HEADERS = { v4: 28, v6: 48 } as const;

/** A ping of the client's, of a packet of `size` bytes that may not be cut. */
export const ping = (family: Family, size: number, fits: boolean): Scenario['witnesses'][number] => ({
  ...order('client', `ping -n -c 1 -W 1 -M do -s ${size - PING_HEADERS[family]} ${at.server[family]}`),
  ends: fits ? 0 : 'fails',
});

/** What tracepath says of the path MTU. */
export const tracepath = (family: Family, size: number): Scenario['witnesses'][number] => ({
  ...order('client', `tracepath -n -m 4 ${at.server[family]}`),
  says: new RegExp(`pmtu ${size}\\b`),
});

/** The MTU of the cable between the routers. */
export const middle = (size: number): readonly Order[] => [
  order('near', `ip link set m0 mtu ${size}`),
  order('far', `ip link set m1 mtu ${size}`),
];

/** The MTU of the cables of client and server. */
export const ends = (size: number): readonly Order[] => [
  order('client', `ip link set c0 mtu ${size}`),
  order('near', `ip link set c1 mtu ${size}`),
  order('far', `ip link set s1 mtu ${size}`),
  order('server', `ip link set s0 mtu ${size}`),
];

/** Routers that tell nobody what does not fit. */
export const mute: readonly Order[] = (['near', 'far'] as const).flatMap((router) => [
  filter(router, 'icmp type destination-unreachable counter drop', 'OUTPUT'),
  filter(router, 'icmpv6 type packet-too-big counter drop', 'OUTPUT'),
]);

/** The client's route to the server, with a metric of its own. */
export const clientRoute = (family: Family, metric: string): Order =>
  order(
    'client',
    `ip ${family === 'v4' ? '' : '-6 '}route replace ${at.server[family]} via ${family === 'v4' ? '10.77.1.1' : '2001:db8:77:1::1'} dev c0 ${metric}`,
  );

/** The question of the path MTU to a port of the server. */
export const pathMtu = (family: Family, port = 443): string[] => [
  'path-mtu',
  at.server[family],
  '--port',
  String(port),
];
