import { at } from '../../network/at.ts';
import type { Order } from '../../network/host.ts';
import { fails, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig, getent } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { LAB_RECORDS, zone } from '../../serving/zone.ts';
import { http } from '../../serving/web.ts';

const diagnose = (name: string): string[] => ['diagnose', `http://${name}/`, '--source', 'local'];

/** Writes one of the client's files in /etc. */
const write = (file: string, text: string): Order => ({
  at: 'client',
  run: ['tee', `/etc/${file}`],
  input: text,
});

const root = zone('.', [`ns.lab.example. A ${at.resolver.v4}`]);
const withoutShop = { '.': root, 'lab.example': zone('lab.example.', LAB_RECORDS) };
const withShop = {
  '.': root,
  'lab.example': zone('lab.example.', [...LAB_RECORDS, `shop A ${at.server.v4}`]),
};

/** The client's own files, or another view of the zone, lead a name elsewhere. */
export const ELSEWHERE: readonly Scenario[] = [
  {
    name: 'dns-search-path',
    site: {
      clientFiles: {
        'resolv.conf': `nameserver ${at.resolver.v4}\nsearch corp.lab.example\noptions ndots:5\n`,
      },
    },
    servers: [named({ records: [`*.corp A ${at.spare.v4}`] }), http()],
    witnesses: [
      getent('v4.lab.example', { says: /10\.77\.3\.3/, silentOn: /10\.77\.3\.2/ }),
      getent('v4.lab.example.', { says: /10\.77\.3\.2/, silentOn: /10\.77\.3\.3/ }),
    ],
    ask: diagnose('v4.lab.example'),
    expect: warns('dns.search-path'),
    never: ['dns.nxdomain', 'dns.split-horizon', 'tcp.'],
    fix: [write('resolv.conf', `nameserver ${at.resolver.v4}\n`)],
  },
  {
    name: 'dns-search-path-dead-end',
    site: {
      clientFiles: {
        'resolv.conf': `nameserver ${at.resolver.v4}\nsearch corp.lab.example\noptions ndots:5\n`,
      },
    },
    servers: [named({ records: [`*.corp TXT "nothing"`, `*.corp A ${at.nobody.v4}`] }), http()],
    witnesses: [getent('v4.lab.example', { says: /10\.77\.3\.9/ })],
    ask: diagnose('v4.lab.example'),
    expect: fails('tcp.rejected', { also: ['dns.search-path'] }),
    fix: [write('resolv.conf', `nameserver ${at.resolver.v4}\n`)],
  },
  {
    name: 'dns-hosts-override',
    site: { clientFiles: { hosts: `127.0.0.1 localhost\n${at.spare.v4} v4.lab.example\n` } },
    servers: [named(), http()],
    witnesses: [
      getent('v4.lab.example', { says: /10\.77\.3\.3/, silentOn: /10\.77\.3\.2/ }),
      dig(at.resolver.v4, 'v4.lab.example A', { says: /10\.77\.3\.2/ }),
    ],
    ask: diagnose('v4.lab.example'),
    expect: warns('dns.hosts-override'),
    never: ['dns.split-horizon', 'dns.stale', 'tcp.'],
    fix: [write('hosts', '127.0.0.1 localhost\n')],
  },
  {
    name: 'dns-split-horizon-by-server',
    site: {
      clientFiles: { 'resolv.conf': `nameserver ${at.resolver.v4}\nnameserver ${at.secondResolver.v4}\n` },
    },
    servers: [
      named({ on: [at.resolver.v4], zones: withoutShop }),
      named({ name: 'other', on: [at.secondResolver.v4], zones: withShop }),
      http(),
    ],
    witnesses: [
      dig(at.resolver.v4, 'shop.lab.example A', { says: /NXDOMAIN/ }),
      dig(at.secondResolver.v4, 'shop.lab.example A', { says: /10\.77\.3\.2/ }),
    ],
    ask: diagnose('shop.lab.example'),
    expect: fails('dns.nxdomain', { also: ['dns.split-horizon'] }),
    never: ['dns.lame-delegation', 'tcp.'],
    fix: [{ stop: 'named' }, { start: named({ on: [at.resolver.v4], zones: withShop }) }],
  },
  {
    name: 'dns-split-horizon-by-reach',
    servers: [
      named({ on: [at.resolver.v4] }),
      named({
        name: 'other',
        on: [at.secondResolver.v4],
        zones: {
          '.': root,
          'lab.example': zone('lab.example.', [
            ...LAB_RECORDS.filter((line) => !line.startsWith('v4 ')),
            'v4 A 203.0.113.80',
          ]),
        },
      }),
    ],
    witnesses: [
      dig(at.resolver.v4, 'v4.lab.example A', { says: /10\.77\.3\.2/ }),
      dig(at.secondResolver.v4, 'v4.lab.example A', { says: /203\.0\.113\.80/ }),
    ],
    ask: ['dns-lookup', 'v4.lab.example', '--servers', at.secondResolver.v4],
    expect: warns('dns.split-horizon'),
    never: ['dns.stale', 'dns.hosts-override'],
    fix: [{ stop: 'other' }, { start: named({ name: 'other', on: [at.secondResolver.v4] }) }],
  },
];
