import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig, hasMatched, httpGet, isDropped, opens, sClient } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { http, https } from '../../serving/web.ts';
import { HTTPS } from '../tls/certificates.ts';

const OPENSSL = `-connect ${at.server.v4}:443 -servername www.lab.example -verify_hostname www.lab.example -CAfile pki/root.pem`;
const silent = { ends: 'fails', says: /timed out|no servers/ } as const;

/** Faults that meet, and paths that differ by direction. */
export const SEVERAL: readonly Scenario[] = [
  {
    name: 'two-faults-dead-name-server-and-expired-certificate',
    site: {
      clientFiles: { 'resolv.conf': `nameserver ${at.secondResolver.v4}\nnameserver ${at.resolver.v4}\n` },
    },
    servers: [named(), https({ tls: { chain: 'expired' } })],
    faults: [filter('near', `ip daddr ${at.secondResolver.v4} counter drop`)],
    witnesses: [
      dig(at.secondResolver.v4, 'www.lab.example A', silent),
      sClient(OPENSSL, { says: /certificate has expired/ }),
    ],
    ask: HTTPS,
    expect: fails('tls.expired', { inOrder: ['dns.server-dead', 'tls.expired'] }),
    never: ['dns.timeout', 'tcp.', 'app.', 'mtu.'],
    fix: [clearFilter('near'), { stop: 'https' }, { start: https() }],
  },
  {
    name: 'two-faults-one-family-and-bad-gateway',
    servers: [named(), http({ status: 502 })],
    faults: [filter('far', 'meta nfproto ipv6 tcp dport 80 counter drop')],
    witnesses: [
      isDropped(at.server.v6, 80),
      httpGet(at.server.v4, 80, '/', { says: / 502 / }),
      hasMatched('far'),
    ],
    ask: ['diagnose', 'http://www.lab.example/', '--source', 'local'],
    expect: fails('app.bad-gateway', { inOrder: ['tcp.one-family', 'app.bad-gateway'] }),
    never: ['dns.', 'tcp.timeout', 'tls.', 'mtu.'],
    fix: [clearFilter('far'), { stop: 'http' }, { start: http() }],
  },
  {
    name: 'two-faults-in-one-certificate',
    servers: [named(), https({ tls: { chain: 'expired-other' } })],
    witnesses: [
      sClient(OPENSSL, { says: /ostname mismatch/ }),
      sClient(OPENSSL, { says: /NotAfter: [A-Z]|has expired/ }),
    ],
    ask: HTTPS,
    expect: fails('tls.expired', { inOrder: ['tls.expired', 'tls.name-mismatch'] }),
    never: ['dns.', 'tcp.', 'app.', 'mtu.'],
    fix: [{ stop: 'https' }, { start: https() }],
  },
  {
    // What lies behind the first symptom was not seen, so it is not claimed.
    name: 'two-faults-the-second-out-of-sight',
    servers: [named(), http({ status: 502 })],
    faults: [filter('near', 'meta l4proto { tcp, udp } th dport 53 counter drop')],
    witnesses: [
      dig(at.resolver.v4, 'www.lab.example A', silent),
      httpGet(at.server.v4, 80, '/', { says: / 502 / }),
    ],
    ask: ['diagnose', 'http://www.lab.example/', '--source', 'local'],
    expect: fails('dns.timeout', { inOrder: ['dns.timeout'] }),
    never: ['tcp.', 'app.', 'tls.', 'mtu.'],
    fix: [clearFilter('near'), { stop: 'http' }, { start: http() }],
  },
  {
    // A firewall that sees one direction only lets the handshake of TCP through, and nothing after it.
    name: 'asymmetric-path-drops-data',
    servers: [named(), https()],
    faults: [
      order('far', 'ip route replace 10.77.1.0/24 via 10.77.4.1'),
      filter('far', 'iifname s1 notrack', 'RAW'),
      filter('far', 'iifname m1 tcp flags & (syn|ack) == ack ct state != established counter drop'),
    ],
    witnesses: [
      opens(at.server.v4, 443),
      sClient(`-connect ${at.server.v4}:443 -servername v4.lab.example`, { silentOn: /BEGIN CERT/ }),
      hasMatched('far'),
    ],
    ask: ['diagnose', 'https://v4.lab.example/', '--source', 'local', '--ca', 'pki/root.pem'],
    expect: fails('tls.stalls', { says: /not acknowledged/ }),
    never: ['dns.', 'tcp.', 'app.', 'mtu.', 'tls.large-hello', 'tls.resets'],
    fix: [order('far', 'ip route replace 10.77.1.0/24 via 10.77.2.1'), clearFilter('far')],
  },
];
