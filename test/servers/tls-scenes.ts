import { createSecureContext, type TlsOptions } from 'node:tls';
import type { WorldOptions } from '../../src/world/open-world.ts';
import { certificate, type CertificateWish, type Issued, rsaKeys } from './tls-certificate.ts';
import { temporaryFile } from './tls-look.ts';
import { ocspResponse } from './tls-ocsp.ts';
import { alertRecord, serverHelloRecord } from './tls-raw.ts';
import { helloServer, type RunningServer, tcpServer, tlsServer, upgradeServer } from './tls-server.ts';

/** A server with something wrong (or right), what is asked of it, and the codes that must come out, with their status. */
export interface TlsScene {
  open: () => Promise<RunningServer>;
  input?: Record<string, unknown>;
  options?: WorldOptions;
  codes: readonly string[];
  /** Codes that this scene comes near to. */
  near?: readonly string[];
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

const root = certificate({ name: 'Lab Root', ca: true });
const middle = certificate({ name: 'Lab Issuing CA', ca: true, issuer: root });
const rsaCa = certificate({ name: 'Lab RSA CA', ca: true, issuer: root, keys: rsaKeys(2048) });
const stranger = certificate({ name: 'Unknown Root', ca: true });
const sha1Root = certificate({ name: 'Lab SHA-1 Root', ca: true, keys: rsaKeys(2048), hash: 'sha1' });
const crossSigned = certificate({
  name: 'Lab SHA-1 Root',
  ca: true,
  keys: sha1Root.keys,
  issuer: rsaCa,
  hash: 'sha1',
});
const selfSigned = certificate({ name: 'good.lab', san: ['good.lab'] });
const options: WorldOptions = { caFile: temporaryFile([root, sha1Root].map(({ cert }) => cert).join('')) };

const leaf = (wish: Partial<CertificateWish> = {}): Issued =>
  certificate({ name: 'good.lab', san: ['good.lab'], issuer: middle, ...wish });
const good = leaf();

/** A server of this certificate and of what follows it: the intermediate unless said otherwise. */
const serves =
  (own: Issued, rest: readonly Issued[] = [middle], more: TlsOptions & { staple?: Buffer } = {}) =>
  (): Promise<RunningServer> =>
    tlsServer({ cert: chain(own, ...rest), key: own.key, ...more });

const chain = (...certificates: readonly Issued[]): string => certificates.map(({ cert }) => cert).join('');

/** Serves `own` to good.lab and `fallback` to everyone else. */
const byName = (own: Issued, fallback: Issued) => (): Promise<RunningServer> =>
  tlsServer({
    cert: chain(fallback, middle),
    key: fallback.key,
    SNICallback: (name, answer) =>
      name === 'good.lab'
        ? answer(null, createSecureContext({ cert: chain(own, middle), key: own.key }))
        : answer(null),
  });

const asks = (more: TlsOptions) => serves(good, [middle], { requestCert: true, ca: root.cert, ...more });
const other = leaf({ name: 'other.lab', san: ['other.lab'] });

export const CERTIFICATE_SCENES: Record<string, TlsScene> = {
  healthy: {
    open: serves(leaf({ usage: [SERVER_AUTH, CLIENT_AUTH] })),
    options,
    codes: [],
    near: ['tls.untrusted-ca', 'tls.invalid-chain', 'tls.weak-key'],
  },
  'healthy-deep': { open: serves(good), input: { deep: true }, options, codes: [] },
  expired: { open: serves(leaf({ from: -93, to: -3 })), options, codes: ['fail tls.expired'] },
  'not-yet-valid': { open: serves(leaf({ from: 2, to: 92 })), options, codes: ['fail tls.not-yet-valid'] },
  'just-issued': {
    open: serves(leaf({ from: -0.01, to: 90 })),
    options,
    codes: [],
    near: ['tls.not-yet-valid'],
  },
  'expires-soon': {
    open: serves(leaf({ from: -85, to: 5 })),
    options,
    codes: ['warn tls.expires-soon'],
    near: ['tls.expired'],
  },
  'short-lived': { open: serves(leaf({ from: -3, to: 3 })), options, codes: [], near: ['tls.expires-soon'] },
  'expired-intermediate': {
    open: serves(good, [
      certificate({ name: 'Lab Issuing CA', ca: true, issuer: root, keys: middle.keys, from: -90, to: -1 }),
    ]),
    options,
    codes: ['fail tls.expired'],
  },
  'name-mismatch': {
    open: serves(other),
    options,
    codes: ['fail tls.name-mismatch'],
    near: ['tls.default-cert'],
  },
  'no-names': {
    open: serves(certificate({ name: 'good.lab', issuer: middle })),
    options,
    codes: ['fail tls.name-mismatch'],
  },
  wildcard: {
    open: serves(leaf({ san: ['*.good.lab'] })),
    input: { servername: 'api.good.lab' },
    options,
    codes: [],
    near: ['tls.name-mismatch'],
  },
  'wildcard-two-labels': {
    open: serves(leaf({ san: ['*.good.lab'] })),
    input: { servername: 'v1.api.good.lab' },
    options,
    codes: ['fail tls.name-mismatch'],
  },
  'ingress-default': {
    open: serves(
      certificate({ name: 'Kubernetes Ingress Controller Fake Certificate', san: ['ingress.local'] }),
      [],
    ),
    options,
    codes: ['fail tls.default-cert'],
  },
  'sni-mixed-up': { open: byName(other, good), options, codes: ['fail tls.default-cert'] },
  'another-without-sni': {
    open: byName(good, other),
    options,
    codes: [],
    near: ['tls.default-cert', 'tls.name-mismatch'],
  },
  'chain-order': { open: serves(good, [root, middle]), options, codes: ['warn tls.chain-order'] },
  'root-sent-along': { open: serves(good, [middle, root]), options, codes: [], near: ['tls.chain-order'] },
  'untrusted-ca': {
    open: serves(certificate({ name: 'good.lab', san: ['good.lab'], issuer: stranger }), [stranger]),
    options,
    codes: ['fail tls.untrusted-ca'],
    near: ['tls.incomplete-chain', 'tls.self-signed'],
  },
  'untrusted-by-system': { open: serves(good), codes: ['fail tls.untrusted-ca'] },
  'issuer-unknown': {
    open: serves(good, []),
    options,
    codes: [],
    near: ['tls.incomplete-chain', 'tls.untrusted-ca'],
  },
  'self-signed': {
    open: serves(selfSigned, []),
    options,
    codes: ['fail tls.self-signed'],
    near: ['tls.untrusted-ca'],
  },
  'self-signed-trusted': {
    open: serves(selfSigned, []),
    options: { caFile: temporaryFile(selfSigned.cert) },
    codes: [],
    near: ['tls.self-signed'],
  },
  'client-certificate-served': {
    open: serves(leaf({ usage: [CLIENT_AUTH] })),
    options,
    codes: ['fail tls.invalid-chain'],
  },
  'weak-key': { open: serves(leaf({ keys: rsaKeys(1024) })), options, codes: ['warn tls.weak-key'] },
  'very-weak-key': { open: serves(leaf({ keys: rsaKeys(768) })), options, codes: ['fail tls.weak-key'] },
  'weak-signature': {
    open: serves(leaf({ issuer: rsaCa, hash: 'sha1' }), [rsaCa]),
    options,
    codes: ['fail tls.weak-signature'],
  },
  'weak-root-signature': {
    open: serves(leaf({ issuer: sha1Root }), [sha1Root]),
    options,
    codes: [],
    near: ['tls.weak-signature'],
  },
  'weak-and-unused': {
    open: serves(leaf({ issuer: sha1Root }), [sha1Root, crossSigned]),
    options,
    codes: [],
    near: ['tls.weak-signature'],
  },
  revoked: {
    open: serves(good, [middle], { staple: ocspResponse(good, middle, 'revoked') }),
    options,
    codes: ['fail tls.revoked'],
  },
  'staple-good': {
    open: serves(good, [middle], { staple: ocspResponse(good, middle, 'good') }),
    options,
    codes: [],
    near: ['tls.revoked'],
  },
  'staple-forged': {
    open: serves(good, [middle], { staple: ocspResponse(good, middle, 'revoked', stranger) }),
    options,
    codes: [],
    near: ['tls.revoked'],
  },
};

const old = (maxVersion: 'TLSv1' | 'TLSv1.2') => serves(good, [middle], { minVersion: 'TLSv1', maxVersion });
const HANDSHAKE_FAILURE = 40;

export const HANDSHAKE_SCENES: Record<string, TlsScene> = {
  'client-cert-tls13': {
    open: asks({ rejectUnauthorized: true }),
    options,
    codes: ['fail tls.client-cert-required'],
  },
  'client-cert-tls12': {
    open: asks({ rejectUnauthorized: true, maxVersion: 'TLSv1.2' }),
    options,
    codes: ['fail tls.client-cert-required'],
    near: ['tls.alert'],
  },
  'client-cert-wanted': {
    open: asks({ rejectUnauthorized: false }),
    options,
    codes: [],
    near: ['tls.client-cert-required'],
  },
  'client-cert-ended': {
    open: () =>
      tlsServer(
        { cert: chain(good, middle), key: good.key, requestCert: true, rejectUnauthorized: false },
        (socket) => socket.destroy(),
      ),
    options,
    codes: ['fail tls.client-cert-required'],
  },
  'alpn-of-another-protocol': {
    open: serves(good, [middle], { ALPNProtocols: ['mqtt'] }),
    options,
    codes: ['warn tls.alpn'],
  },
  'only-tls10': { open: old('TLSv1'), options, codes: ['fail tls.version'] },
  'only-tls12': {
    open: serves(good, [middle], { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }),
    options,
    codes: [],
    near: ['tls.version'],
  },
  'only-ssl3': {
    open: () =>
      helloServer((socket, { version }) =>
        socket.end(version === 0x0300 ? serverHelloRecord(0x0300, 0x000a) : alertRecord(HANDSHAKE_FAILURE)),
      ),
    codes: ['fail tls.version'],
    near: ['tls.cipher'],
  },
  'tls13-intolerant': {
    open: () =>
      helloServer((socket, { version }) =>
        version > 0x0303
          ? socket.resetAndDestroy()
          : socket.write(serverHelloRecord(Math.min(version, 0x0303), 0x002f)),
      ),
    codes: ['fail tls.version'],
    near: ['tls.resets'],
  },
  'only-camellia': {
    open: serves(good, [middle], {
      maxVersion: 'TLSv1.2',
      minVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-CAMELLIA256-SHA384',
    }),
    options,
    codes: ['fail tls.cipher'],
  },
  'only-cbc': {
    open: serves(good, [middle], {
      maxVersion: 'TLSv1.2',
      minVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-AES128-SHA',
    }),
    options,
    codes: [],
    near: ['tls.cipher'],
  },
  'alpn-refused': {
    open: serves(good, [middle], { ALPNProtocols: ['http/1.1'] }),
    input: { alpn: ['h2'] },
    options,
    codes: ['fail tls.alpn'],
  },
  'alpn-ignored': { open: serves(good), input: { alpn: ['h2'] }, options, codes: ['fail tls.alpn'] },
  'alpn-not-needed': {
    open: serves(good),
    input: { alpn: ['h2', 'http/1.1'] },
    options,
    codes: [],
    near: ['tls.alpn'],
  },
  'unknown-name': {
    open: () => helloServer((socket) => socket.end(alertRecord(112))),
    codes: ['fail tls.alert'],
    near: ['tls.plaintext-port', 'tls.resets'],
  },
  'large-hello': {
    open: () => helloServer((socket, { size }) => size < 1500 && socket.end(alertRecord(HANDSHAKE_FAILURE))),
    codes: ['fail tls.large-hello'],
    near: ['tls.stalls'],
  },
  silent: {
    open: () => tcpServer((socket) => void socket.resume()),
    codes: ['fail tls.stalls'],
    near: ['tls.large-hello'],
  },
  resets: {
    open: () => helloServer((socket) => socket.resetAndDestroy()),
    codes: ['fail tls.resets'],
    near: ['tls.stalls', 'tls.version'],
  },
  'resets-one-name': {
    open: () =>
      helloServer((socket, { servername }) =>
        servername === 'good.lab' ? socket.resetAndDestroy() : socket.end(alertRecord(HANDSHAKE_FAILURE)),
      ),
    codes: ['fail tls.resets'],
  },
  closes: {
    open: () => helloServer((socket) => socket.end()),
    codes: ['fail tls.resets'],
    near: ['tls.starttls-needed'],
  },
  'broken-records': {
    open: () => helloServer((socket) => socket.end(Buffer.from([22, 3, 3, 0, 8, 2, 0, 0, 4, 3, 3, 0, 0]))),
    codes: ['fail tls.malformed'],
  },
  garbage: {
    open: () => helloServer((socket) => socket.end(Buffer.alloc(3000, 0xee))),
    codes: ['fail tls.plaintext-port'],
    near: ['tls.malformed'],
  },
  http: {
    open: () =>
      tcpServer((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')),
      ),
    codes: ['fail tls.plaintext-port'],
    near: ['tls.starttls-needed'],
  },
  'smtp-elsewhere': {
    open: () =>
      upgradeServer(
        { cert: chain(good, middle), key: good.key },
        Buffer.from('220 mail.lab ESMTP\r\n'),
        (text) => {
          if (text.startsWith('EHLO')) return { reply: '250-mail.lab\r\n250 STARTTLS\r\n' };
          return text.startsWith('STARTTLS') ? { reply: '220 go\r\n', tls: true } : {};
        },
      ),
    codes: ['fail tls.starttls-needed'],
    near: ['tls.plaintext-port'],
  },
  'postgres-without-tls': {
    open: () => upgradeServer({}, undefined, () => ({ reply: 'N' })),
    input: { starttls: 'postgres' },
    codes: ['fail tls.plaintext-port'],
  },
  'starttls-client-on-tls-port': {
    open: serves(good),
    input: { starttls: 'postgres' },
    options,
    codes: ['fail tls.plaintext-client'],
  },
  'plain-client': {
    open: serves(good),
    input: { client_speaks: 'plain' },
    options,
    codes: ['fail tls.plaintext-client'],
  },
  'plain-client-plain-server': {
    open: () => tcpServer((socket) => socket.once('data', () => socket.end("-ERR unknown command ''\r\n"))),
    input: { client_speaks: 'plain' },
    codes: [],
    near: ['tls.plaintext-client'],
  },
};
