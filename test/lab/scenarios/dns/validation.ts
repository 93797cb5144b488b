import { at } from '../../network/at.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig } from '../../play/witnesses.ts';
import { dnsmasq } from '../../serving/dnsmasq.ts';
import { named } from '../../serving/named.ts';
import { unbound } from '../../serving/unbound.ts';
import { http } from '../../serving/web.ts';

/** A resolver that validates lab.example by the anchor in this file and gets it from the second address. */
const validating = (anchor: string) =>
  unbound({
    on: [at.resolver.v4],
    server: [
      'module-config: "validator iterator"',
      `trust-anchor-file: "pki/${anchor}"`,
      'ede: yes',
      'val-log-level: 2',
      'qname-minimisation: no',
    ],
    clauses: ['stub-zone:', '  name: "lab.example."', `  stub-addr: ${at.secondResolver.v4}`],
  });

/** lab.example as it was signed into this file. */
const signed = (file: string) =>
  named({
    on: [at.secondResolver.v4],
    zones: {},
    statements: [`zone "lab.example" { type primary; file "pki/${file}"; };`],
  });

const ask = ['diagnose', 'http://www.lab.example/', '--source', 'local'];
const never = ['dns.servfail', 'dns.lame-delegation', 'dns.timeout', 'dns.filtered', 'tcp.'];

/** Resolvers that validate, and resolvers that filter. */
export const VALIDATION: readonly Scenario[] = [
  {
    name: 'dns-dnssec-expired',
    servers: [signed('expired.zone'), validating('lab.anchor'), http()],
    witnesses: [
      dig(at.resolver.v4, 'www.lab.example A', { says: /SERVFAIL/ }),
      dig(at.resolver.v4, 'www.lab.example A +cd', { says: /NOERROR/ }),
    ],
    ask,
    expect: fails('dns.dnssec-bogus'),
    never,
    fix: [
      { stop: 'named' },
      { start: signed('signed.zone') },
      { stop: 'unbound' },
      { start: validating('lab.anchor') },
    ],
  },
  {
    name: 'dns-dnssec-wrong-anchor',
    servers: [signed('signed.zone'), validating('wrong.anchor'), http()],
    witnesses: [
      dig(at.resolver.v4, 'www.lab.example A', { says: /SERVFAIL/ }),
      dig(at.resolver.v4, 'www.lab.example A +cd', { says: /NOERROR/ }),
    ],
    ask,
    expect: fails('dns.dnssec-bogus'),
    never,
    fix: [{ stop: 'unbound' }, { start: validating('lab.anchor') }],
  },
  {
    // Protection against rebinding: private addresses in answers are blocked, and the answer says so.
    name: 'dns-filtered',
    servers: [
      named({ on: [at.secondResolver.v4] }),
      dnsmasq(at.resolver.v4, at.secondResolver.v4, ['--stop-dns-rebind']),
      http(),
    ],
    witnesses: [dig(at.resolver.v4, 'v4.lab.example A', { says: /ANSWER: 0[^]*EDE: 15/ })],
    ask: ['diagnose', 'http://v4.lab.example/', '--source', 'local'],
    expect: fails('dns.filtered'),
    never: [...never.filter((code) => code !== 'dns.filtered'), 'dns.no-data', 'dns.nxdomain'],
    fix: [{ stop: 'dnsmasq' }, { start: dnsmasq(at.resolver.v4, at.secondResolver.v4) }],
  },
];
