import { at } from '../../network/at.ts';
import { fails, unknown, warns } from '../../play/expecting.ts';
import type { Expected, Scenario } from '../../play/scenario.ts';
import { sClient } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import type { Server } from '../../serving/server.ts';
import { http, https, type WebWish } from '../../serving/web.ts';

export const HTTPS = ['diagnose', 'https://www.lab.example/', '--source', 'local', '--ca', 'pki/root.pem'];
const OPENSSL =
  '-connect www.lab.example:443 -servername www.lab.example -verify_hostname www.lab.example -CAfile pki/root.pem -showcerts';

/** A server with this certificate, what openssl says of it, and what is to be said. */
function serving(
  name: string,
  tls: NonNullable<WebWish['tls']>,
  {
    says,
    expect,
    never = [],
    more = [],
  }: { says: RegExp; expect: Expected; never?: string[]; more?: Server[] },
): Scenario {
  return {
    name,
    servers: [named(), https({ tls }), ...more],
    witnesses: [sClient(OPENSSL, { says })],
    ask: HTTPS,
    expect,
    never: ['dns.', 'tcp.', 'app.', 'mtu.', ...never],
    fix: [{ stop: 'https' }, { start: https() }],
  };
}

/** What is wrong with a certificate or its chain. */
export const CERTIFICATES: readonly Scenario[] = [
  serving(
    'tls-expired',
    { chain: 'expired' },
    {
      says: /certificate has expired/,
      expect: fails('tls.expired'),
      never: ['tls.name-mismatch', 'tls.untrusted-ca', 'tls.not-yet-valid'],
    },
  ),
  serving(
    'tls-not-yet-valid',
    { chain: 'early' },
    {
      says: /not yet valid/,
      expect: fails('tls.not-yet-valid'),
      never: ['tls.expired', 'tls.untrusted-ca'],
    },
  ),
  serving(
    'tls-expires-soon',
    { chain: 'soon' },
    {
      says: /Verify return code: 0/,
      expect: warns('tls.expires-soon'),
      never: ['tls.expired'],
    },
  ),
  serving(
    'tls-name-mismatch',
    { chain: 'other' },
    {
      says: /ostname mismatch/,
      expect: fails('tls.name-mismatch'),
      never: ['tls.default-cert', 'tls.untrusted-ca', 'tls.expired'],
    },
  ),
  serving(
    'tls-default-cert-of-an-ingress',
    { chain: 'fake' },
    {
      says: /Ingress Controller Fake Certificate/,
      expect: fails('tls.default-cert'),
      never: ['tls.name-mismatch', 'tls.self-signed'],
    },
  ),
  serving(
    'tls-default-cert-by-sni',
    { chain: 'good', names: { 'www.lab.example': 'other' } },
    {
      says: /ostname mismatch/,
      expect: fails('tls.default-cert'),
      never: ['tls.name-mismatch', 'tls.untrusted-ca'],
    },
  ),
  serving(
    'tls-incomplete-chain',
    { chain: 'fetchable-alone' },
    {
      says: /unable to get local issuer|unable to verify the first/,
      expect: fails('tls.incomplete-chain'),
      never: ['tls.untrusted-ca', 'tls.self-signed'],
      more: [http({ file: 'middle.der', headers: { 'content-type': 'application/pkix-cert' } })],
    },
  ),
  serving(
    'tls-missing-issuer-that-cannot-be-had',
    { chain: 'alone' },
    {
      says: /unable to get local issuer|unable to verify the first/,
      expect: unknown(),
      never: ['tls.incomplete-chain', 'tls.untrusted-ca'],
    },
  ),
  serving(
    'tls-chain-order',
    { chain: 'shuffled' },
    {
      says: /Verify return code: 0/,
      expect: warns('tls.chain-order'),
      never: ['tls.incomplete-chain', 'tls.untrusted-ca'],
    },
  ),
  serving(
    'tls-untrusted-ca',
    { chain: 'stranger' },
    {
      says: /self.signed certificate in certificate chain/,
      expect: fails('tls.untrusted-ca'),
      never: ['tls.self-signed', 'tls.incomplete-chain', 'tls.expired'],
    },
  ),
  serving(
    'tls-self-signed',
    { chain: 'self' },
    {
      says: /self.signed certificate/,
      expect: fails('tls.self-signed'),
      never: ['tls.untrusted-ca', 'tls.incomplete-chain'],
    },
  ),
  serving(
    'tls-invalid-chain',
    { chain: 'misused' },
    {
      says: /invalid CA certificate/,
      expect: fails('tls.invalid-chain'),
      never: ['tls.untrusted-ca', 'tls.incomplete-chain'],
    },
  ),
  serving(
    'tls-weak-key',
    { chain: 'small' },
    {
      says: /1024/,
      expect: warns('tls.weak-key'),
      never: ['tls.weak-signature'],
    },
  ),
  serving(
    'tls-weak-signature',
    { chain: 'sha1' },
    {
      says: /ecdsa-with-SHA1|CA signature digest algorithm too weak/i,
      expect: fails('tls.weak-signature'),
      never: ['tls.weak-key'],
    },
  ),
  {
    ...serving(
      'tls-revoked',
      { chain: 'good', staple: 'revoked' },
      {
        says: /Cert Status: revoked/,
        expect: fails('tls.revoked'),
        never: ['tls.expired', 'tls.untrusted-ca'],
      },
    ),
    witnesses: [sClient(`${OPENSSL} -status`, { says: /Cert Status: revoked/ })],
  },
  {
    name: 'tls-not-reloaded',
    servers: [
      named(),
      https({ host: at.server.v4, tls: { chain: 'renewed' } }),
      https({ name: 'replica', host: at.spare.v4, tls: { chain: 'outdated' } }),
    ],
    witnesses: [
      sClient(`-connect ${at.spare.v4}:443 -servername pair.lab.example -CAfile pki/root.pem`, {
        says: /certificate has expired/,
      }),
      sClient(`-connect ${at.server.v4}:443 -servername pair.lab.example -CAfile pki/root.pem`, {
        says: /Verify return code: 0/,
      }),
    ],
    ask: ['diagnose', 'https://pair.lab.example/', '--source', 'local', '--ca', 'pki/root.pem'],
    expect: warns('tls.not-reloaded'),
    never: ['dns.', 'tcp.', 'app.', 'mtu.', 'tls.untrusted-ca'],
    fix: [
      { stop: 'replica' },
      { start: https({ name: 'replica', host: at.spare.v4, tls: { chain: 'renewed' } }) },
    ],
  },
];
