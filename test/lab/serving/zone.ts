import { at } from '../network/at.ts';

/** Text of a zone file: SOA and NS, then these lines. A line's name is relative to the zone. */
export function zone(origin: string, lines: readonly string[], ns = 'ns.lab.example.'): string {
  return [
    `$ORIGIN ${origin}`,
    '$TTL 60',
    `@ SOA ${ns} admin.lab.example. 1 60 60 60 60`,
    `@ NS ${ns}`,
    ...lines,
    '',
  ].join('\n');
}

/** What every scenario finds in lab.example: the server, by both families and by one, and its spare address. */
export const LAB_RECORDS: readonly string[] = [
  `ns A ${at.resolver.v4}`,
  `ns AAAA ${at.resolver.v6}`,
  `www A ${at.server.v4}`,
  `www AAAA ${at.server.v6}`,
  `v4 A ${at.server.v4}`,
  `v6 AAAA ${at.server.v6}`,
  `pair A ${at.server.v4}`,
  `pair A ${at.spare.v4}`,
  'text TXT "no address here"',
];
