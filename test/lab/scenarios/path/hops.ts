import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { type Order, order } from '../../network/host.ts';
import { passes, unknown } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, isDropped, isRefused, nc, opens } from '../../play/witnesses.ts';
import { tcp } from '../../serving/tcp.ts';
import type { Family } from '../tcp/refusing.ts';

const PORT = 5000;
const never = ['tcp.', 'mtu.'];

const ROUTERS = {
  v4: { near: '10.77.1.1', far: '10.77.2.2' },
  v6: { near: '2001:db8:77:1::1', far: '2001:db8:77:2::2' },
} as const;

/** Matches the address, wherever it stands. */
const quoted = (address: string): string => address.replaceAll('.', '\\.');

/** The way to a port, hop by hop. A side view: it passes, or it does not know. */
const hops = (family: Family): readonly Scenario[] => {
  const { near, far } = ROUTERS[family];
  const base = {
    servers: [tcp({ port: PORT })],
    ask: ['path-trace', at.server[family], '--port', String(PORT)],
    never,
  };
  const traceroute = (says: RegExp, silentOn?: RegExp): Scenario['witnesses'][number] => ({
    ...order('client', `traceroute -n -T -p ${PORT} -q 1 -w 1 -m 6 ${at.server[family]}`),
    says,
    ...(silentOn && { silentOn }),
  });
  return [
    {
      ...base,
      name: `path-of-three-hops-${family}`,
      witnesses: [
        opens(at.server[family], PORT),
        traceroute(
          new RegExp(` 1 +${quoted(near)}[^]* 2 +${quoted(far)}[^]* 3 +${quoted(at.server[family])}`),
        ),
      ],
      expect: passes({ says: /reached in 3 hops.*the port accepts/ }),
    },
    {
      ...base,
      name: `path-to-a-closed-port-${family}`,
      servers: [],
      witnesses: [isRefused(at.server[family], PORT)],
      expect: passes({ says: /reached in 3 hops.*a reset came back/ }),
      fix: [{ start: tcp({ port: PORT }) }],
    },
    {
      ...base,
      name: `path-dropped-at-the-far-router-${family}`,
      faults: [filter('far', `tcp dport ${PORT} counter drop`)],
      witnesses: [isDropped(at.server[family], PORT), hasMatched('far')],
      expect: unknown({ says: new RegExp(`nothing comes back from beyond hop 2, ${quoted(far)}`) }),
      fix: [clearFilter('far')],
    },
    {
      ...base,
      name: `path-dropped-at-the-near-router-${family}`,
      faults: [filter('near', `tcp dport ${PORT} counter drop`, 'PREROUTING')],
      witnesses: [isDropped(at.server[family], PORT), hasMatched('near')],
      expect: unknown({ says: /no hop answers/ }),
      fix: [clearFilter('near')],
    },
    {
      ...base,
      name: `path-rejected-by-the-far-router-${family}`,
      site: { roundTripMs: 2 },
      faults: [filter('far', `tcp dport ${PORT} counter reject with icmpx type admin-prohibited`)],
      witnesses: [nc(at.server[family], PORT, { ends: 'fails' }), hasMatched('far')],
      expect: unknown({ says: new RegExp(`${quoted(far)} rejects it, ICMP`) }),
      fix: [clearFilter('far')],
    },
    {
      ...base,
      // A router that is sparing with ICMP errors loses nothing.
      name: `path-with-a-silent-router-${family}`,
      faults: [
        filter('near', 'icmp type time-exceeded counter drop', 'OUTPUT'),
        filter('near', 'icmpv6 type time-exceeded counter drop', 'OUTPUT'),
      ],
      witnesses: [traceroute(/ 1 +\*/), hasMatched('near')],
      expect: passes({ says: /reached in 3 hops/ }),
    },
  ];
};

/** Every second packet takes the second cable between the routers. */
const BALANCED: readonly Order[] = [
  order('near', 'ip route add 10.77.3.0/24 via 10.77.4.2 table 77'),
  order('near', 'ip rule add fwmark 1 table 77'),
  filter('near', `iifname c1 tcp dport ${PORT} numgen inc mod 2 0 meta mark set 1`, 'PREROUTING'),
  // Each of its addresses answers for itself.
  { at: 'far', run: ['sh', '-c', 'echo 1 > /proc/sys/net/ipv4/icmp_errors_use_inbound_ifaddr'] },
];

export const PATH_HOPS: readonly Scenario[] = [
  ...hops('v4'),
  ...hops('v6'),
  {
    name: 'path-with-a-sparing-router',
    servers: [tcp({ port: PORT })],
    faults: [
      filter(
        'near',
        'icmp type time-exceeded limit rate over 1/second burst 2 packets counter drop',
        'OUTPUT',
      ),
    ],
    witnesses: [
      {
        ...order('client', `mtr -n -r -c 10 -i 0.1 -G 0.5 ${at.server.v4}`),
        says: /10\.77\.1\.1 +[1-9]\d?\.\d%/,
      },
      hasMatched('near'),
    ],
    ask: ['path-trace', at.server.v4, '--port', String(PORT)],
    expect: passes({ says: /reached in 3 hops/ }),
    never,
  },
  {
    name: 'path-of-two-equal-costs',
    servers: [tcp({ port: PORT })],
    faults: BALANCED,
    witnesses: [
      {
        ...order('client', `traceroute -n -T -p ${PORT} -q 10 -m 6 ${at.server.v4}`),
        says: /10\.77\.4\.2[^]*10\.77\.2\.2|10\.77\.2\.2[^]*10\.77\.4\.2/,
      },
    ],
    ask: ['path-trace', at.server.v4, '--port', String(PORT)],
    expect: passes({ says: /hop 2 answers from several addresses: equal-cost paths/ }),
    never,
  },
  {
    name: 'path-in-a-circle',
    servers: [],
    faults: [order('far', 'ip route replace 10.77.3.2/32 via 10.77.2.1')],
    witnesses: [
      {
        ...order('client', `traceroute -n -q 1 -w 1 -m 6 ${at.server.v4}`),
        says: /10\.77\.2\.2[^]*10\.77\.2\.2/,
      },
    ],
    ask: ['path-trace', at.server.v4, '--port', String(PORT)],
    expect: unknown(),
    never,
    fix: [order('far', 'ip route del 10.77.3.2/32 via 10.77.2.1'), { start: tcp({ port: PORT }) }],
  },
];
