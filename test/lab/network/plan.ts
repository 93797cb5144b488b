import type { Host } from './host.ts';

/** A cable between two hosts. Its networks are 10.77.N.0/24 and 2001:db8:77:N::/64, where the ends are 1 and 2. */
export interface Cable {
  readonly net: number;
  readonly ends: readonly [CableEnd, CableEnd];
}
export interface CableEnd {
  readonly host: Host;
  readonly device: string;
}

const cable = (net: number, one: readonly [Host, string], two: readonly [Host, string]): Cable => ({
  net,
  ends: [
    { host: one[0], device: one[1] },
    { host: two[0], device: two[1] },
  ],
});

/** The one between client and near router; it can be a slow one. */
export const CLIENT_CABLE = cable(1, ['near', 'c1'], ['client', 'c0']);

/** The second one between the routers carries nothing unless a scenario routes over it. */
export const CABLES: readonly Cable[] = [
  CLIENT_CABLE,
  cable(2, ['near', 'm0'], ['far', 'm1']),
  cable(3, ['far', 's1'], ['server', 's0']),
  cable(4, ['near', 'n0'], ['far', 'n1']),
  cable(5, ['near', 'd1'], ['resolver', 'd0']),
];

/** The n-th address of a network, by family. Documentation prefixes (RFC 3849) stand for global IPv6. */
export const v4 = (net: number, n: number): string => `10.77.${net}.${n}`;
export const v6 = (net: number, n: number): string => `2001:db8:77:${net}::${n}`;

/** Further addresses of a host: a second one of the server, and those of authoritative name servers. */
export const MORE: readonly { host: Host; device: string; net: number; numbers: readonly number[] }[] = [
  { host: 'server', device: 's0', net: 3, numbers: [3] },
  { host: 'resolver', device: 'd0', net: 5, numbers: [3, 10, 11, 12, 13] },
];

/** Routes: the network (or `default`) behind the router with these addresses. */
export const ROUTES: readonly {
  host: Host;
  net: number | 'default';
  via: readonly [net: number, n: number];
}[] = [
  { host: 'client', net: 'default', via: [1, 1] },
  { host: 'server', net: 'default', via: [3, 1] },
  { host: 'resolver', net: 'default', via: [5, 1] },
  { host: 'near', net: 3, via: [2, 2] },
  { host: 'far', net: 1, via: [2, 1] },
  { host: 'far', net: 5, via: [2, 1] },
];
