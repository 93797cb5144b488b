import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, nc } from '../../play/witnesses.ts';
import { tcp } from '../../serving/tcp.ts';
import { type Family, target } from './refusing.ts';

const PORT = 5000;
const never = ['tcp.timeout', 'tcp.refused', 'tcp.flaky', 'mtu.', 'dns.'];

/** The path sends an ICMP error back. */
const rejecting = (family: Family): readonly Scenario[] => {
  const ask = ['diagnose', target(at.server[family], PORT), '--source', 'local'];
  const base = { site: { roundTripMs: 2 }, servers: [tcp({ port: PORT })], ask };
  const rejected = (type: string, says: RegExp): Scenario => ({
    ...base,
    name: `tcp-rejected-${type}-${family}`,
    faults: [filter('far', `tcp dport ${PORT} counter reject with icmpx type ${type}`)],
    witnesses: [nc(at.server[family], PORT, { ends: 'fails', says }), hasMatched('far')],
    expect: fails('tcp.rejected', { says: /none made by this host/ }),
    never: [...never, 'tcp.no-route'],
    fix: [clearFilter('far')],
  });
  return [
    rejected('admin-prohibited', family === 'v4' ? /No route to host/ : /Permission denied/),
    rejected('host-unreachable', /No route to host/),
    {
      ...base,
      name: `tcp-rejected-by-router-without-route-${family}`,
      faults: [
        family === 'v4'
          ? order('near', 'ip route del 10.77.3.0/24')
          : order('near', 'ip -6 route del 2001:db8:77:3::/64'),
      ],
      witnesses: [nc(at.server[family], PORT, { ends: 'fails', says: /unreachable/ })],
      expect: fails('tcp.rejected', { says: /none made by this host/ }),
      never: [...never, 'tcp.no-route'],
      fix: [
        family === 'v4'
          ? order('near', 'ip route add 10.77.3.0/24 via 10.77.2.2')
          : order('near', 'ip -6 route add 2001:db8:77:3::/64 via 2001:db8:77:2::2'),
      ],
    },
    {
      ...base,
      name: `tcp-rejected-by-local-firewall-${family}`,
      faults: [
        filter('client', `tcp dport ${PORT} counter reject with icmpx type admin-prohibited`, 'OUTPUT'),
      ],
      witnesses: [nc(at.server[family], PORT, { ends: 'fails' }), hasMatched('client')],
      expect: fails('tcp.rejected', { says: /this host’s own firewall/ }),
      never: [...never, 'tcp.no-route'],
      fix: [clearFilter('client')],
    },
    {
      ...base,
      name: `tcp-dead-neighbour-of-the-last-router-${family}`,
      ask: ['diagnose', target(at.nobody[family], PORT), '--source', 'local'],
      witnesses: [
        {
          ...order('client', `ping -n -c 1 -W 6 ${at.nobody[family]}`),
          ends: 'fails',
          says: /Destination Host Unreachable|Address unreachable/,
        },
        { ...order('far', 'ip neigh show'), says: new RegExp(`${at.nobody[family]} .*(FAILED|INCOMPLETE)`) },
      ],
      expect: fails('tcp.rejected'),
      never: [...never, 'tcp.no-route'],
      fix: [
        order(
          'server',
          `ip address add ${at.nobody[family]}/${family === 'v4' ? '24 dev s0' : '64 dev s0 nodad'}`,
        ),
      ],
    },
    {
      ...base,
      site: {},
      name: `tcp-dead-neighbour-of-the-client-${family}`,
      ask: ['diagnose', target(at.nobodyNear[family], PORT), '--source', 'local'],
      witnesses: [
        {
          ...order('client', `ping -n -c 1 -W 6 ${at.nobodyNear[family]}`),
          ends: 'fails',
          says: /Destination Host Unreachable|Address unreachable/,
        },
        {
          ...order('client', 'ip neigh show'),
          says: new RegExp(`${at.nobodyNear[family]} .*(FAILED|INCOMPLETE)`),
        },
      ],
      expect: fails('tcp.no-route', { says: /next hop/ }),
      never: [...never, 'tcp.rejected'],
      fix: [
        order(
          'near',
          `ip address add ${at.nobodyNear[family]}/${family === 'v4' ? '24 dev c1' : '64 dev c1 nodad'}`,
        ),
        { start: tcp({ name: 'neighbour', at: 'near', port: PORT }) },
      ],
    },
  ];
};

export const REJECTING = [...rejecting('v4'), ...rejecting('v6')];
