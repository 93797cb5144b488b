import { at } from '../../network/at.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { http } from '../../serving/web.ts';

const diagnose = (name: string): string[] => ['diagnose', `http://${name}/`, '--source', 'local'];

/** The name server answers, and not with an address. */
export const ANSWERS: readonly Scenario[] = [
  {
    name: 'dns-nxdomain',
    servers: [named(), http()],
    witnesses: [dig(at.resolver.v4, 'new.lab.example A', { says: /NXDOMAIN/ })],
    ask: diagnose('new.lab.example'),
    expect: fails('dns.nxdomain'),
    never: ['dns.no-data', 'dns.cname-dangling', 'tcp.', 'app.'],
    fix: [{ stop: 'named' }, { start: named({ records: [`new A ${at.server.v4}`] }) }],
  },
  {
    name: 'dns-no-data',
    servers: [named(), http()],
    witnesses: [dig(at.resolver.v4, 'text.lab.example A', { says: /NOERROR.*\n.*ANSWER: 0/ })],
    ask: diagnose('text.lab.example'),
    expect: fails('dns.no-data'),
    never: ['dns.nxdomain', 'tcp.'],
    fix: [{ stop: 'named' }, { start: named({ records: [`text A ${at.server.v4}`] }) }],
  },
  {
    name: 'dns-cname-dangling',
    servers: [named({ records: ['shop CNAME gone'] }), http()],
    witnesses: [dig(at.resolver.v4, 'shop.lab.example A', { says: /NXDOMAIN[^]*CNAME\s+gone/ })],
    ask: diagnose('shop.lab.example'),
    expect: fails('dns.cname-dangling'),
    never: ['dns.nxdomain', 'tcp.'],
    fix: [{ stop: 'named' }, { start: named({ records: ['shop CNAME www'] }) }],
  },
  {
    name: 'dns-refused',
    servers: [named({ options: [`allow-query { ${at.server.v4}; };`] }), http()],
    witnesses: [dig(at.resolver.v4, 'www.lab.example A', { says: /REFUSED/ })],
    ask: diagnose('www.lab.example'),
    expect: fails('dns.refused'),
    never: ['dns.servfail', 'dns.timeout', 'tcp.'],
    fix: [{ stop: 'named' }, { start: named() }],
  },
  {
    name: 'dns-servfail-upstream-dead',
    servers: [
      named({
        zones: {},
        options: [
          `allow-recursion { any; }; servfail-ttl 0; forward only; forwarders { ${at.secondResolver.v4}; };`,
        ],
        on: [at.resolver.v4],
      }),
      http(),
    ],
    witnesses: [dig(at.resolver.v4, 'www.lab.example A', { says: /SERVFAIL/ })],
    ask: diagnose('www.lab.example'),
    expect: fails('dns.servfail'),
    never: ['dns.dnssec-bogus', 'dns.timeout', 'dns.refused', 'tcp.'],
    fix: [{ start: named({ name: 'upstream', on: [at.secondResolver.v4] }) }],
  },
];
