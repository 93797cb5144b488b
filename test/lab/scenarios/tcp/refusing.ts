import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, isRefused, nc } from '../../play/witnesses.ts';
import { tcp } from '../../serving/tcp.ts';

export type Family = 'v4' | 'v6';
const PORT = 5000;

/** An endpoint as a target. */
export const target = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const never = ['tcp.timeout', 'tcp.rejected', 'tcp.no-route', 'tcp.flaky', 'mtu.', 'dns.'];

/** Something sends a refusal back; which kind it is shows in the evidence. */
const refusing = (family: Family): readonly Scenario[] => {
  const ask = ['diagnose', target(at.server[family], PORT), '--source', 'local'];
  const server = tcp({ port: PORT });
  return [
    {
      name: `tcp-refused-by-reset-${family}`,
      servers: [],
      witnesses: [isRefused(at.server[family], PORT)],
      ask,
      expect: fails('tcp.refused', { says: /reset came back/ }),
      never,
      fix: [{ start: server }],
    },
    {
      name: `tcp-refused-by-port-unreachable-${family}`,
      site: { roundTripMs: 2 },
      servers: [server],
      faults: [filter('far', `tcp dport ${PORT} counter reject with icmpx type port-unreachable`)],
      witnesses: [isRefused(at.server[family], PORT), hasMatched('far')],
      ask,
      expect: fails('tcp.refused', { says: /ICMP port unreachable came back/ }),
      never,
      fix: [clearFilter('far')],
    },
    {
      name: `tcp-refused-by-remote-firewall-${family}`,
      servers: [server],
      faults: [filter('far', `tcp dport ${PORT} counter reject with tcp reset`)],
      witnesses: [isRefused(at.server[family], PORT), hasMatched('far')],
      ask,
      expect: fails('tcp.refused', { says: /reset came back/ }),
      never,
      fix: [clearFilter('far')],
    },
    {
      name: `tcp-refused-by-local-firewall-${family}`,
      servers: [server],
      faults: [
        filter('client', `tcp dport ${PORT} counter reject with icmpx type port-unreachable`, 'OUTPUT'),
      ],
      witnesses: [isRefused(at.server[family], PORT), hasMatched('client')],
      ask,
      expect: fails('tcp.refused', { says: /this host’s own firewall/ }),
      never,
      fix: [clearFilter('client')],
    },
    {
      name: `tcp-loopback-only-${family}`,
      servers: [tcp({ at: 'client', port: PORT, host: family === 'v4' ? '127.0.0.1' : '::1' })],
      witnesses: [
        isRefused(at.client[family], PORT),
        nc(family === 'v4' ? '127.0.0.1' : '::1', PORT, { says: /succeeded/ }),
      ],
      ask: ['diagnose', target(at.client[family], PORT), '--source', 'local'],
      expect: fails('tcp.loopback-only'),
      never: [...never, 'tcp.refused'],
      fix: [{ stop: 'tcp' }, { start: tcp({ at: 'client', port: PORT }) }],
    },
  ];
};

export const REFUSING = [...refusing('v4'), ...refusing('v6')];
