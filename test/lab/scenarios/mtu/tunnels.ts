import { filter } from '../../network/filter.ts';
import { type Order, order } from '../../network/host.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched } from '../../play/witnesses.ts';
import { https } from '../../serving/web.ts';
import type { Family } from '../tcp/refusing.ts';
import { clientRoute, pathMtu, ping } from './sizes.ts';

const servers = [https()];
const never = ['tcp.', 'tls.', 'mtu.reduced', 'mtu.mismatch', 'mtu.jumbo'];

/** A path that loses what a tunnel's headers leave no room for. */
const leaving = (size: number, overhead: string, family: Family): Scenario => ({
  name: `mtu-overhead-of-${overhead.toLowerCase()}-${family}`,
  servers,
  faults: [filter('far', `iifname m1 meta length > ${size} counter drop`)],
  witnesses: [ping(family, size, true), ping(family, size + 1, false), hasMatched('far')],
  ask: pathMtu(family),
  expect: fails('mtu.black-hole', {
    also: ['mtu.encap-overhead'],
    says: new RegExp(`1500 − ${size} = ${1500 - size}, what .*${overhead}`),
  }),
  never,
  fix: [clientRoute(family, `mtu ${size}`)],
});

/** A VXLAN between the routers whose devices promise 1500, while its own packets get lost when they are cut. */
const VXLAN: readonly Order[] = [
  ...(['near', 'far'] as const).flatMap((router) => [
    order(
      router,
      `ip link add vx0 mtu 1500 type vxlan id 7 dstport 4789 local 10.77.2.${router === 'near' ? 1 : 2} remote 10.77.2.${router === 'near' ? 2 : 1}`,
    ),
    order(router, `ip address add 10.77.9.${router === 'near' ? 1 : 2}/24 dev vx0`),
    order(router, 'ip link set vx0 up'),
  ]),
  order('near', 'ip route replace 10.77.3.0/24 via 10.77.9.2 dev vx0'),
  order('far', 'ip route replace 10.77.1.0/24 via 10.77.9.1 dev vx0'),
  filter('far', 'ip frag-off & 0x3fff != 0 counter drop', 'RAW'),
  filter('near', 'ip frag-off & 0x3fff != 0 counter drop', 'RAW'),
];

/** Tunnels that take more room than the MTU allows for. */
export const TUNNELS: readonly Scenario[] = [
  {
    name: 'mtu-vxlan-without-room',
    servers,
    faults: VXLAN,
    witnesses: [
      ping('v4', 1450, true),
      ping('v4', 1451, false),
      { ...order('near', 'ip -d link show vx0'), says: /mtu 1500[^]*vxlan/ },
      hasMatched('far'),
    ],
    ask: pathMtu('v4'),
    expect: fails('mtu.black-hole', { also: ['mtu.encap-overhead'], says: /1500 − 1450 = 50, what VXLAN/ }),
    never,
    fix: [
      order('near', 'ip link set vx0 mtu 1450'),
      order('far', 'ip link set vx0 mtu 1450'),
      clientRoute('v4', 'mtu 1450'),
    ],
  },
  leaving(1492, 'PPPoE', 'v4'),
  leaving(1480, 'IP-in-IP', 'v4'),
  leaving(1476, 'GRE', 'v4'),
  leaving(1430, 'VXLAN', 'v6'),
  leaving(1420, 'WireGuard', 'v4'),
  leaving(1420, 'WireGuard', 'v6'),
];
