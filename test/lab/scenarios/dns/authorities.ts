import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails, passes, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig, hasMatched } from '../../play/witnesses.ts';
import { authorities, AUTHORITY } from '../../serving/authorities.ts';
import { unbound } from '../../serving/unbound.ts';
import { LAB_RECORDS } from '../../serving/zone.ts';

/** A resolver that walks down from the lab's own root. */
const recursive = (server: readonly string[] = []) =>
  unbound({
    on: [at.resolver.v4],
    server: ['module-config: "iterator"', 'root-hints: "root.hints"', 'ede: yes', 'do-ip6: no', ...server],
    files: { 'root.hints': `. 3600 NS ns.root.\nns.root. 3600 A ${AUTHORITY.root}\n` },
  });

const trace = (name: string): string[] => ['dns-lookup', name, '--trace', '--root-servers', AUTHORITY.root];
const moved = LAB_RECORDS.map((line) => (line.startsWith('v4 ') ? `v4 A ${at.spare.v4}` : line));
const knows = dig(at.resolver.v4, 'v4.lab.example A', { says: /10\.77\.3\.2/ });

/** What the authorities of a zone do, seen by a trace from the root. */
export const AUTHORITIES: readonly Scenario[] = [
  {
    name: 'dns-trace-healthy',
    servers: [authorities(), recursive()],
    witnesses: [knows, dig(AUTHORITY.two, 'v4.lab.example A +norecurse', { says: /flags: qr aa/ })],
    ask: trace('v4.lab.example'),
    expect: passes(),
  },
  {
    name: 'dns-lame-delegation-refused',
    servers: [authorities({ second: 'refuses' }), recursive()],
    witnesses: [dig(AUTHORITY.two, 'v4.lab.example A +norecurse', { says: /REFUSED/ })],
    ask: trace('v4.lab.example'),
    expect: warns('dns.lame-delegation', { says: /10\.77\.5\.13/ }),
    never: ['dns.servfail', 'dns.timeout', 'dns.refused'],
    fix: [{ stop: 'authorities' }, { start: authorities() }],
  },
  {
    name: 'dns-lame-delegation-refers-up',
    servers: [authorities({ second: 'refers-up' }), recursive()],
    witnesses: [
      dig(AUTHORITY.two, 'v4.lab.example A +norecurse', { says: /NOERROR/, silentOn: /flags: qr aa/ }),
    ],
    ask: trace('v4.lab.example'),
    expect: warns('dns.lame-delegation', { says: /10\.77\.5\.13/ }),
    never: ['dns.servfail', 'dns.timeout'],
    fix: [{ stop: 'authorities' }, { start: authorities() }],
  },
  {
    name: 'dns-lame-delegation-silent',
    servers: [authorities(), recursive()],
    faults: [
      filter('near', `ip daddr ${AUTHORITY.two} counter drop`),
      filter('resolver', `ip daddr ${AUTHORITY.two} counter drop`, 'OUTPUT'),
    ],
    witnesses: [
      dig(AUTHORITY.two, 'v4.lab.example A +norecurse', { ends: 'fails', says: /timed out|no servers/ }),
      hasMatched('near'),
    ],
    ask: trace('v4.lab.example'),
    expect: warns('dns.lame-delegation', { says: /10\.77\.5\.13/ }),
    never: ['dns.servfail', 'dns.timeout'],
    fix: [clearFilter('near'), clearFilter('resolver')],
  },
  {
    name: 'dns-lame-delegation-all',
    servers: [authorities(), recursive()],
    faults: [
      filter('near', `ip daddr { ${AUTHORITY.one}, ${AUTHORITY.two} } counter drop`),
      filter('resolver', `ip daddr { ${AUTHORITY.one}, ${AUTHORITY.two} } counter drop`, 'OUTPUT'),
    ],
    witnesses: [
      dig(AUTHORITY.one, 'v4.lab.example A +norecurse', { ends: 'fails', says: /timed out|no servers/ }),
      dig(AUTHORITY.two, 'v4.lab.example A +norecurse', { ends: 'fails', says: /timed out|no servers/ }),
    ],
    ask: trace('v4.lab.example'),
    expect: fails('dns.lame-delegation'),
    never: ['dns.dnssec-bogus'],
    // The resolver remembers for a while who was silent.
    fix: [clearFilter('near'), clearFilter('resolver'), { stop: 'unbound' }, { start: recursive() }],
  },
  {
    name: 'dns-stale-address',
    servers: [authorities({ ttl: 3600 }), recursive()],
    faults: [
      order('client', `dig @${at.resolver.v4} v4.lab.example A`),
      { stop: 'authorities' },
      { start: authorities({ ttl: 3600, serial: 2, records: moved }) },
      order('client', 'sleep 2'),
    ],
    witnesses: [knows, dig(AUTHORITY.one, 'v4.lab.example A +norecurse', { says: /10\.77\.3\.3/ })],
    ask: trace('v4.lab.example'),
    expect: warns('dns.stale'),
    never: ['dns.split-horizon', 'dns.lame-delegation'],
    fix: [{ stop: 'unbound' }, { start: recursive() }],
  },
  {
    name: 'dns-stale-denial',
    servers: [authorities({ ttl: 3600 }), recursive()],
    faults: [
      order('client', `dig @${at.resolver.v4} shop.lab.example A`),
      order('client', `dig @${at.resolver.v4} shop.lab.example AAAA`),
      { stop: 'authorities' },
      { start: authorities({ ttl: 3600, serial: 2, records: [...LAB_RECORDS, `shop A ${at.server.v4}`] }) },
      order('client', 'sleep 2'),
    ],
    witnesses: [
      dig(at.resolver.v4, 'shop.lab.example A', { says: /NXDOMAIN/ }),
      dig(AUTHORITY.one, 'shop.lab.example A +norecurse', { says: /10\.77\.3\.2/ }),
    ],
    ask: trace('shop.lab.example'),
    expect: fails('dns.stale'),
    never: ['dns.nxdomain', 'dns.split-horizon'],
    fix: [{ stop: 'unbound' }, { start: recursive() }],
  },
  {
    name: 'dns-stale-served',
    servers: [
      authorities({ ttl: 1 }),
      recursive([
        'serve-expired: yes',
        'serve-expired-ttl: 3600',
        'serve-expired-client-timeout: 200',
        'ede-serve-expired: yes',
      ]),
    ],
    faults: [
      order('client', `dig @${at.resolver.v4} v4.lab.example A`),
      order('client', `dig @${at.resolver.v4} v4.lab.example AAAA`),
      { stop: 'authorities' },
      order('client', 'sleep 3'),
    ],
    witnesses: [dig(at.resolver.v4, 'v4.lab.example A', { says: /EDE: 3[^]*10\.77\.3\.2/ })],
    ask: ['dns-lookup', 'v4.lab.example'],
    expect: warns('dns.stale'),
    never: ['dns.timeout', 'dns.servfail'],
    fix: [{ start: authorities() }],
  },
];
