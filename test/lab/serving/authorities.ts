import { v4 } from '../network/plan.ts';
import { configuration } from './named.ts';
import type { Server } from './server.ts';
import { LAB_RECORDS, zone } from './zone.ts';

/** Addresses of the root, of the servers of `example`, and of the two servers of lab.example. */
export const AUTHORITY = { root: v4(5, 10), top: v4(5, 11), one: v4(5, 12), two: v4(5, 13) } as const;

/** What the second server of lab.example does. */
type Second = 'serves' | 'refuses' | 'refers-up';

/** Authoritative servers from the root down to lab.example, each on its own address, in one BIND of several views. */
export function authorities(
  wish: { second?: Second; records?: readonly string[]; serial?: number; ttl?: number } = {},
): Server {
  const { second = 'serves', records = LAB_RECORDS, serial = 1, ttl = 60 } = wish;
  const glue = [`one.lab.example. A ${AUTHORITY.one}`, `two.lab.example. A ${AUTHORITY.two}`];
  const delegation = ['lab.example. NS one.lab.example.', 'lab.example. NS two.lab.example.', ...glue];
  const lab = zone(
    'lab.example.',
    ['@ NS two', `one A ${AUTHORITY.one}`, `two A ${AUTHORITY.two}`, ...records],
    'one.lab.example.',
  )
    .replace('$TTL 60', `$TTL ${ttl}`)
    .replace(' 1 60 60 60 60', ` ${serial} 60 60 60 60`);
  const views: [address: string, origin: string, file: string][] = [
    [AUTHORITY.root, '.', 'root.zone'],
    [AUTHORITY.top, 'example', 'example.zone'],
    [AUTHORITY.one, 'lab.example', 'lab.zone'],
    [AUTHORITY.two, ...secondView(second)],
  ];
  return {
    name: 'authorities',
    at: 'resolver',
    run: ['named', '-g', '-n', '1', '-c', 'named.conf'],
    files: {
      'root.zone': zone(
        '.',
        ['example. NS ns.example.', `ns.example. A ${AUTHORITY.top}`],
        'ns.root.',
      ).concat(`ns.root. A ${AUTHORITY.root}\n`),
      'example.zone': zone('example.', [`ns A ${AUTHORITY.top}`, ...delegation], 'ns.example.'),
      'lab.zone': lab,
      'other.zone': zone('other.example.', []),
      'named.conf': configuration(
        Object.values(AUTHORITY),
        ['recursion no;'],
        views.map(
          ([address, origin, file]) =>
            `view "${address}" { match-destinations { ${address}; }; zone "${origin}" { type primary; file "${file}"; }; };`,
        ),
      ),
    },
    ports: { tcp: [53], udp: [53] },
  };
}

function secondView(second: Second): [origin: string, file: string] {
  if (second === 'serves') return ['lab.example', 'lab.zone'];
  return second === 'refuses' ? ['other.example', 'other.zone'] : ['.', 'root.zone'];
}
