import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { TlsTap, TlsTapRequest } from '../../src/core/world/tls.ts';
import { tls } from '../../src/world/vantage/local/tls.ts';
import { certificate, rsaKeys } from '../servers/tls-certificate.ts';
import { setting } from '../servers/setting.ts';
import { ocspResponse } from '../servers/tls-ocsp.ts';
import { alertRecord } from '../servers/tls-raw.ts';
import { helloServer, tcpServer, tlsServer } from '../servers/tls-server.ts';

const root = certificate({ name: 'Root', ca: true });
const middle = certificate({ name: 'Middle', ca: true, issuer: root });
const leaf = certificate({ name: 'good.lab', issuer: middle, san: ['good.lab'] });
const other = certificate({ name: 'other.lab', issuer: middle, san: ['other.lab'] });
const served = { cert: leaf.cert + middle.cert, key: leaf.key };

const tap = (
  port: number,
  request: Partial<TlsTapRequest> = {},
  signal = new AbortController().signal,
): Promise<TlsTap> =>
  tls(setting())({ address: '127.0.0.1', port, servername: 'good.lab', timeoutMs: 3000, ...request }, signal);

const subjects = ({ chain }: TlsTap): string[] =>
  chain.map(({ subject }) => subject.replace(/^CN=|,O=.*/g, ''));

describe('a handshake', () => {
  test.each([
    ['TLSv1', 'TLSv1.0'],
    ['TLSv1.1', 'TLSv1.1'],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ] as const)('%s: version, suite, group and the chain as sent', async (maxVersion, version) => {
    await using server = await tlsServer({ ...served, minVersion: 'TLSv1', maxVersion, ecdhCurve: 'X25519' });
    const seen = await tap(server.port);
    expect(seen).toMatchObject({
      outcome: 'handshake',
      version,
      group: 'x25519',
      alerts: [],
      unreadable: 0,
      connections: 1,
    });
    expect(subjects(seen)).toEqual(['good.lab', 'Middle']);
    expect(seen.chain.map(({ issuedBy, selfSigned }) => [issuedBy, selfSigned])).toEqual([
      [1, false],
      [null, false],
    ]);
    expect(server.connections).toBe(1);
  });

  test.each([
    ['in the wrong order', [leaf, root, middle], ['good.lab', 'Root', 'Middle']],
    ['with one twice', [leaf, middle, middle], ['good.lab', 'Middle', 'Middle']],
    ['with one that does not belong', [leaf, other, middle], ['good.lab', 'other.lab', 'Middle']],
    ['without the intermediate', [leaf], ['good.lab']],
  ])('a chain %s stays as it was sent', async (_what, chain, expected) => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      await using server = await tlsServer({
        cert: chain.map(({ cert }) => cert).join(''),
        key: leaf.key,
        maxVersion,
      });
      expect(subjects(await tap(server.port))).toEqual(expected);
    }
  });

  test('asks again when the server wants another group', async () => {
    await using server = await tlsServer({ ...served, ecdhCurve: 'P-384' });
    expect(await tap(server.port)).toMatchObject({
      outcome: 'handshake',
      helloRetry: true,
      group: 'secp384r1',
    });
  });

  test('ALPN under TLS 1.2 and 1.3', async () => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      await using server = await tlsServer({ ...served, maxVersion, ALPNProtocols: ['h2'] });
      expect(await tap(server.port, { alpn: ['http/1.1', 'h2'] })).toMatchObject({
        outcome: 'handshake',
        alpn: 'h2',
      });
      const refused = await tap(server.port, { alpn: ['http/1.1'] });
      expect(refused).toMatchObject({
        outcome: 'alert',
        alerts: [{ name: 'no_application_protocol', level: 'fatal' }],
      });
    }
  });

  test('the Diffie-Hellman prime', async () => {
    await using server = await tlsServer({
      ...served,
      cert: rsaLeaf.cert,
      key: rsaLeaf.key,
      ciphers: 'DHE-RSA-AES128-GCM-SHA256',
      maxVersion: 'TLSv1.2',
      dhparam: 'auto',
    });
    expect(await tap(server.port)).toMatchObject({ outcome: 'handshake', dhBits: 2048 });
  });

  test('over IPv6', async () => {
    await using server = await tlsServer(served);
    // The server listens on IPv4 only, so this shows that the address is the one asked for.
    expect(await tap(server.port, { address: '::1' })).toMatchObject({
      outcome: 'not-connected',
      errno: 'ECONNREFUSED',
    });
  });

  test('arrives one byte at a time', async () => {
    await using server = await tlsServer(served);
    await using slow = await tcpServer((socket) => {
      const upstream = createConnection(server.port, '127.0.0.1');
      upstream.on('error', () => {});
      socket.on('data', (chunk) => upstream.write(chunk));
      socket.on('close', () => upstream.destroy());
      upstream.on('data', (chunk) => {
        for (const octet of chunk) socket.write(Buffer.of(octet));
      });
    });
    const seen = await tap(slow.port);
    expect([seen.outcome, subjects(seen)]).toEqual(['handshake', ['good.lab', 'Middle']]);
  });
});

const rsaLeaf = certificate({ name: 'rsa.lab', issuer: root, san: ['rsa.lab'], keys: rsaKeys(2048) });

describe('a client certificate', () => {
  const asks = { ...served, requestCert: true, ca: [root.cert, middle.cert] };
  test.each([
    ['TLSv1.2', 'alert', 'handshake_failure', 'handshake'],
    ['TLSv1.3', 'handshake', 'certificate_required', 'after-handshake'],
  ] as const)(
    'required under %s: the alert, and the accepted CAs',
    async (maxVersion, outcome, name, phase) => {
      await using server = await tlsServer({ ...asks, rejectUnauthorized: true, maxVersion });
      const seen = await tap(server.port);
      expect(seen).toMatchObject({
        outcome,
        alerts: [{ name, phase, direction: 'received', level: 'fatal' }],
      });
      expect(seen.clientCertificate).toEqual({
        verdict: 'required',
        authorities: ['CN=Root,O=Layerwalk Test', 'CN=Middle,O=Layerwalk Test'],
        moreAuthorities: 0,
      });
      expect(subjects(seen)).toEqual(['good.lab', 'Middle']);
    },
  );

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('wanted but not required under %s', async (maxVersion) => {
    await using server = await tlsServer({ ...asks, rejectUnauthorized: false, maxVersion });
    expect(await tap(server.port)).toMatchObject({
      outcome: 'handshake',
      alerts: [],
      clientCertificate: { verdict: 'not-required' },
    });
  });

  test('not asked for', async () => {
    await using server = await tlsServer(served);
    expect(await tap(server.port)).not.toHaveProperty('clientCertificate');
  });
});

describe('a staple', () => {
  test.each(['good', 'revoked'] as const)('that says %s, under TLS 1.2 and 1.3', async (status) => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      await using server = await stapling(ocspResponse(leaf, middle, status), maxVersion);
      expect((await tap(server.port)).staple).toMatchObject({ status, signatureValid: true });
    }
  });

  test('of someone else, signed by someone else, or unreadable, says so', async () => {
    await using about = await stapling(ocspResponse(other, middle, 'revoked'));
    expect((await tap(about.port)).staple).toMatchObject({ status: 'other-certificate' });
    await using by = await stapling(ocspResponse(leaf, middle, 'revoked', root));
    expect((await tap(by.port)).staple).toMatchObject({ status: 'revoked', signatureValid: false });
    await using noise = await stapling(Buffer.from('not DER'));
    expect((await tap(noise.port)).staple).toEqual({ status: 'unreadable', signatureValid: null });
  });

  async function stapling(response: Buffer, maxVersion: 'TLSv1.2' | 'TLSv1.3' = 'TLSv1.3') {
    return tlsServer({ ...served, maxVersion, staple: response });
  }
});

describe('what is no handshake', () => {
  test('an HTTP server', async () => {
    await using server = await tcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    expect(await tap(server.port)).toMatchObject({
      outcome: 'plaintext',
      phase: 'hello',
      plaintext: { protocol: 'http', excerpt: 'HTTP/1.1 400 Bad Request\r\n\r\n' },
    });
  });

  test('a server that speaks first', async () => {
    await using server = await tcpServer((socket) => socket.write('220 mail.lab ESMTP\r\n'));
    expect(await tap(server.port)).toMatchObject({ outcome: 'plaintext', plaintext: { protocol: 'smtp' } });
  });

  test('an alert at the hello', async () => {
    await using server = await helloServer((socket) => socket.end(alertRecord(112)));
    expect(await tap(server.port)).toMatchObject({
      outcome: 'alert',
      phase: 'hello',
      alerts: [{ name: 'unrecognized_name', phase: 'hello', encrypted: false }],
    });
  });

  test('an end, a reset, and a reset for one name only', async () => {
    await using ends = await helloServer((socket) => socket.end());
    expect(await tap(ends.port)).toMatchObject({ outcome: 'closed', phase: 'hello', receivedBytes: 0 });
    await using resets = await helloServer((socket) => socket.resetAndDestroy());
    expect(await tap(resets.port)).toMatchObject({ outcome: 'reset', phase: 'hello', errno: 'ECONNRESET' });
    await using picky = await helloServer((socket, { servername }) =>
      servername === 'good.lab' ? socket.resetAndDestroy() : socket.end(alertRecord(40)),
    );
    expect((await tap(picky.port)).outcome).toBe('reset');
    expect((await tap(picky.port, { servername: 'free.lab' })).outcome).toBe('alert');
  });

  test('silence, and whether the hello arrived', async () => {
    await using server = await tcpServer(() => {});
    const seen = await tap(server.port, { timeoutMs: 200 });
    expect(seen).toMatchObject({ outcome: 'silent', phase: 'hello', receivedBytes: 0 });
    expect(seen.helloAcknowledged).toBe(process.platform === 'linux' ? true : null);
  });

  test('half an answer', async () => {
    await using server = await helloServer((socket) => socket.write(Buffer.from([22, 3, 3, 0, 100, 2, 0])));
    expect(await tap(server.port, { timeoutMs: 200 })).toMatchObject({
      outcome: 'stalled',
      receivedBytes: 7,
    });
  });

  test('records that break the rules', async () => {
    await using server = await helloServer((socket) =>
      socket.end(Buffer.from([22, 3, 3, 0, 8, 2, 0, 0, 4, 3, 3, 0, 0])),
    );
    expect(await tap(server.port)).toMatchObject({ outcome: 'malformed', phase: 'hello' });
  });

  test('garbage', async () => {
    await using server = await helloServer((socket) => socket.end(Buffer.alloc(2000, 0xee)));
    const seen = await tap(server.port);
    expect(seen.outcome).toBe('plaintext');
    expect(seen.plaintext).not.toHaveProperty('protocol');
    expect(seen.plaintext?.excerpt.length).toBeLessThanOrEqual(200);
  });

  test('endless records end at a bound', async () => {
    await using server = await helloServer((socket) => {
      const more = (): void => {
        while (
          !socket.destroyed &&
          socket.write(Buffer.concat([Buffer.from([23, 3, 3, 0x3f, 0xff]), Buffer.alloc(0x3fff)]))
        );
      };
      socket.on('drain', more);
      more();
    });
    const seen = await tap(server.port);
    expect(['oversize', 'client-refused', 'malformed']).toContain(seen.outcome);
    expect(seen.receivedBytes).toBeLessThan(2 * 1024 * 1024);
  });

  test('a closed port, and an address that the policy refuses', async () => {
    const server = await tcpServer(() => {});
    const { port } = server;
    await server[Symbol.asyncDispose]();
    expect(await tap(port)).toMatchObject({
      outcome: 'not-connected',
      errno: 'ECONNREFUSED',
      phase: 'connect',
    });
    const refused = await tap(port, { address: '169.254.169.254' });
    expect(refused).toMatchObject({ outcome: 'not-allowed', connections: 0 });
    expect(refused.error).toContain('169.254.0.0/16');
  });
});

describe('ending', () => {
  test('the signal ends it with its reason, and the connection with it', async () => {
    let closed: Promise<unknown> | undefined;
    await using server = await tcpServer((socket) => {
      socket.resume();
      closed = new Promise((resolve) => socket.once('close', resolve));
    });
    const controller = new AbortController();
    const pending = tap(server.port, {}, controller.signal);
    const reason = new Error('called off');
    setTimeout(() => controller.abort(reason), 50);
    await expect(pending).rejects.toBe(reason);
    await closed;
    await expect(tap(server.port, {}, controller.signal)).rejects.toBe(reason);
  });

  test('a good handshake leaves no connection open', async () => {
    let closed: Promise<unknown> | undefined;
    await using server = await tlsServer(served, (socket) => {
      closed = new Promise((resolve) => socket.once('close', resolve));
    });
    await tap(server.port);
    await closed;
    expect(server.connections).toBe(1);
  });
});
