import { at } from '../../network/at.ts';
import { order } from '../../network/host.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { opens, sClient } from '../../play/witnesses.ts';
import { firstSegment, starttls } from '../../serving/ends.ts';
import { named } from '../../serving/named.ts';
import { tcp } from '../../serving/tcp.ts';
import { http, https } from '../../serving/web.ts';
import { HTTPS } from './certificates.ts';

const OPENSSL = `-connect ${at.server.v4}:443 -servername www.lab.example -CAfile pki/root.pem`;
const elsewhere = ['dns.', 'tcp.', 'app.', 'mtu.'];
const good = [{ stop: 'https' }, { start: https() }];
const ask = (url: string): string[] => ['diagnose', url, '--source', 'local', '--ca', 'pki/root.pem'];

/** Handshakes that end otherwise than with a session. */
export const HANDSHAKES: readonly Scenario[] = [
  ...(['TLSv1.2', 'TLSv1.3'] as const).map((version): Scenario => ({
    name: `tls-client-cert-required-${version}`,
    servers: [named(), https({ tls: { chain: 'good', clientCa: 'root', min: version, max: version } })],
    witnesses: [sClient(`${OPENSSL} -prexit`, { says: /Acceptable client certificate CA names/ })],
    ask: HTTPS,
    expect: fails('tls.client-cert-required'),
    never: [...elsewhere, 'tls.alert', 'tls.resets'],
    fix: good,
  })),
  {
    name: 'tls-version',
    servers: [named(), https({ tls: { chain: 'good', max: 'TLSv1.1' } })],
    witnesses: [
      sClient(`${OPENSSL} -tls1_2`, { says: /alert protocol version|unsupported protocol/ }),
      sClient(`${OPENSSL} -tls1_1 -cipher ALL:@SECLEVEL=0`, { says: /Protocol *: TLSv1\.1/ }),
    ],
    ask: HTTPS,
    expect: fails('tls.version'),
    never: [...elsewhere, 'tls.cipher', 'tls.alert'],
    fix: good,
  },
  {
    name: 'tls-cipher',
    servers: [
      named(),
      https({ tls: { chain: 'good', max: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0' } }),
    ],
    witnesses: [
      sClient(`${OPENSSL} -tls1_2`, { says: /handshake failure/ }),
      sClient(`${OPENSSL} -tls1_2 -cipher ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0`, {
        says: /Cipher *: ECDHE-ECDSA-NULL-SHA|Cipher is ECDHE-ECDSA-NULL-SHA/,
      }),
    ],
    ask: HTTPS,
    expect: fails('tls.cipher'),
    never: [...elsewhere, 'tls.version', 'tls.alert'],
    fix: good,
  },
  {
    name: 'tls-alert',
    servers: [
      named(),
      {
        name: 'https',
        at: 'server',
        run: 'openssl s_server -accept 443 -cert pki/other.pem -key pki/other.key -servername other.lab.example -cert2 pki/other.pem -key2 pki/other.key -servername_fatal -quiet'.split(
          ' ',
        ),
        ports: { tcp: [443] },
      },
    ],
    witnesses: [sClient(OPENSSL, { says: /unrecognized name/ })],
    ask: ['tls-inspect', at.server.v4, '--servername', 'www.lab.example', '--ca', 'pki/root.pem'],
    expect: fails('tls.alert', { says: /unrecognized_name/ }),
    never: [...elsewhere, 'tls.version', 'tls.cipher', 'tls.resets'],
    fix: good,
  },
  {
    name: 'tls-malformed',
    servers: [
      named(),
      tcp({ name: 'https', port: 443, answer: '\u0016\u0003\u0003\u0000\u0005hello', ending: 'close' }),
    ],
    witnesses: [
      opens(at.server.v4, 443),
      sClient(OPENSSL, { says: /unexpected message|length|wrong version|bad|:error:|decode/i }),
    ],
    ask: HTTPS,
    expect: fails('tls.malformed'),
    never: [...elsewhere, 'tls.plaintext-port', 'tls.stalls'],
    fix: good,
  },
  {
    name: 'tls-plaintext-port',
    servers: [named(), http({ name: 'https', port: 443 })],
    witnesses: [sClient(OPENSSL, { says: /wrong version number/ })],
    ask: HTTPS,
    expect: fails('tls.plaintext-port', { says: /http/ }),
    never: [...elsewhere, 'tls.stalls', 'tls.resets', 'tls.starttls-needed'],
    fix: good,
  },
  {
    name: 'tls-starttls-needed',
    servers: [named(), starttls(2525)],
    witnesses: [
      sClient(`-connect ${at.server.v4}:2525`, { says: /wrong version number|packet length/ }),
      sClient(`-connect ${at.server.v4}:2525 -starttls smtp -CAfile pki/root.pem`, {
        says: /Verify return code: 0/,
      }),
    ],
    ask: ask('tls://www.lab.example:2525'),
    expect: fails('tls.starttls-needed'),
    never: [...elsewhere, 'tls.plaintext-port'],
    fix: [{ stop: 'mail' }, { start: https({ port: 2525 }) }],
  },
  {
    name: 'tls-plaintext-client',
    servers: [named(), https({ port: 6379 })],
    witnesses: [
      sClient(`-connect ${at.server.v4}:6379 -servername www.lab.example -CAfile pki/root.pem`, {
        says: /Verify return code: 0/,
      }),
    ],
    ask: ask('redis://www.lab.example:6379'),
    expect: fails('tls.plaintext-client'),
    never: [...elsewhere, 'tls.plaintext-port'],
    fix: [{ stop: 'https' }, { start: tcp({ port: 6379, answer: '-ERR unknown command\r\n' }) }],
  },
  {
    name: 'tls-alpn',
    servers: [named(), https({ tls: { chain: 'good', alpn: ['http/1.1'] } })],
    witnesses: [sClient(`${OPENSSL} -alpn h2`, { says: /no application protocol|No ALPN negotiated/ })],
    ask: ask('grpcs://www.lab.example:443'),
    expect: fails('tls.alpn'),
    never: [...elsewhere, 'tls.alert'],
    fix: [{ stop: 'https' }, { start: https({ tls: { chain: 'good', alpn: ['h2'] } }) }],
  },
  {
    name: 'tls-stalls',
    servers: [named(), tcp({ name: 'https', port: 443 })],
    witnesses: [
      opens(at.server.v4, 443),
      { ...sClient(OPENSSL, { silentOn: /BEGIN CERTIFICATE|errno/ }), ends: 'fails' },
    ],
    ask: HTTPS,
    expect: fails('tls.stalls'),
    never: [...elsewhere, 'tls.large-hello', 'tls.resets', 'tls.plaintext-port'],
    fix: good,
  },
  {
    name: 'tls-resets-always',
    servers: [named(), tcp({ name: 'https', port: 443, onData: true, ending: 'reset' })],
    witnesses: [opens(at.server.v4, 443), sClient(OPENSSL, { says: /errno=104|reset by peer/ })],
    ask: HTTPS,
    expect: fails('tls.resets'),
    never: [...elsewhere, 'tls.stalls', 'tls.large-hello', 'tls.version'],
    fix: good,
  },
  {
    name: 'tls-resets-by-sni',
    servers: [named(), https()],
    faults: [
      order(
        'far',
        'iptables -A FORWARD -p tcp --dport 443 -m string --algo bm --string www.lab.example -j REJECT --reject-with tcp-reset',
      ),
      order(
        'far',
        'ip6tables -A FORWARD -p tcp --dport 443 -m string --algo bm --string www.lab.example -j REJECT --reject-with tcp-reset',
      ),
    ],
    witnesses: [
      sClient(OPENSSL, { says: /errno=104|reset by peer/ }),
      sClient(`-connect ${at.server.v4}:443 -servername v4.lab.example -CAfile pki/root.pem`, {
        says: /Verify return code: 0/,
      }),
    ],
    ask: HTTPS,
    expect: fails('tls.resets', { says: /with SNI www\.lab\.example only/ }),
    never: [...elsewhere, 'tls.stalls', 'tls.large-hello', 'tls.version'],
    fix: [order('far', 'iptables -F FORWARD'), order('far', 'ip6tables -F FORWARD')],
  },
  {
    // It reads the hello from one segment only, and full-size segments do arrive.
    name: 'tls-large-hello',
    servers: [named(), https({ port: 8443 }), firstSegment()],
    witnesses: [
      sClient(OPENSSL, { says: /Verify return code: 0/ }),
      { ...order('client', `ping -c 1 -W 1 -M do -s 1472 ${at.server.v4}`), says: /1 received/ },
    ],
    ask: HTTPS,
    expect: fails('tls.large-hello'),
    never: [...elsewhere, 'tls.stalls'],
    fix: [{ stop: 'first-segment' }, { start: https() }],
  },
];
