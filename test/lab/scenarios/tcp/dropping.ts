import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, isDropped } from '../../play/witnesses.ts';
import { hoarder } from '../../serving/hoarder.ts';
import { tcp } from '../../serving/tcp.ts';
import { type Family, target } from './refusing.ts';

const PORT = 5000;
const never = [
  'tcp.rejected',
  'tcp.refused',
  'tcp.flaky',
  'tcp.no-route',
  'tcp.backlog-full',
  'mtu.',
  'dns.',
];

/** Nothing comes back. */
const dropping = (family: Family): readonly Scenario[] => {
  const base = {
    servers: [tcp({ port: PORT })],
    ask: ['diagnose', target(at.server[family], PORT), '--source', 'local'],
    expect: fails('tcp.timeout'),
    never,
  };
  const back =
    family === 'v4'
      ? ['ip route replace 10.77.1.0/24 via 10.77.4.1', 'ip route replace 10.77.1.0/24 via 10.77.2.1']
      : [
          'ip -6 route replace 2001:db8:77:1::/64 via 2001:db8:77:4::1',
          'ip -6 route replace 2001:db8:77:1::/64 via 2001:db8:77:2::1',
        ];
  const [around = '', straight = ''] = back;
  return [
    {
      ...base,
      name: `tcp-timeout-remote-firewall-${family}`,
      faults: [filter('far', `tcp dport ${PORT} counter drop`)],
      witnesses: [isDropped(at.server[family], PORT), hasMatched('far')],
      fix: [clearFilter('far')],
    },
    {
      ...base,
      name: `tcp-timeout-local-firewall-${family}`,
      faults: [filter('client', `tcp dport ${PORT} counter drop`, 'OUTPUT')],
      witnesses: [isDropped(at.server[family], PORT), hasMatched('client')],
      fix: [clearFilter('client')],
    },
    {
      ...base,
      name: `tcp-timeout-answers-dropped-${family}`,
      faults: [filter('near', `tcp sport ${PORT} counter drop`)],
      witnesses: [isDropped(at.server[family], PORT), hasMatched('near')],
      fix: [clearFilter('near')],
    },
    {
      ...base,
      // The answers come back another way, through a firewall that never saw the question.
      name: `tcp-timeout-asymmetric-path-${family}`,
      faults: [
        order('far', around),
        filter('near', 'iifname c1 notrack', 'RAW'),
        filter('near', 'iifname n0 ct state invalid,new counter drop'),
      ],
      witnesses: [isDropped(at.server[family], PORT), hasMatched('near')],
      fix: [order('far', straight), clearFilter('near')],
    },
    {
      ...base,
      name: `tcp-timeout-accept-queue-full-${family}`,
      servers: [hoarder('server', PORT)],
      witnesses: [
        isDropped(at.server[family], PORT),
        { ...order('server', 'nstat -az TcpExtListenOverflows'), says: /ListenOverflows\s+[1-9]/ },
      ],
      fix: [{ stop: 'hoarder' }, { start: tcp({ port: PORT }) }],
    },
    {
      ...base,
      name: `tcp-backlog-full-${family}`,
      servers: [hoarder('client', PORT)],
      witnesses: [
        isDropped(at.client[family], PORT),
        { ...order('client', 'nstat -az TcpExtListenOverflows'), says: /ListenOverflows\s+[1-9]/ },
      ],
      ask: ['diagnose', target(at.client[family], PORT), '--source', 'local'],
      expect: fails('tcp.backlog-full'),
      never: ['tcp.timeout', 'tcp.refused', 'tcp.slow'],
      fix: [{ stop: 'hoarder' }, { start: tcp({ at: 'client', port: PORT }) }],
    },
  ];
};

export const DROPPING = [...dropping('v4'), ...dropping('v6')];
