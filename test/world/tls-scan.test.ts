import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { TlsScan, TlsScanRequest } from '../../src/core/world/tls-scan.ts';
import { suiteName } from '../../src/wire/tls/cipher-suite.ts';
import { tlsScan } from '../../src/world/vantage/local/tls-scan.ts';
import { needs } from '../needs.ts';
import { setting } from '../servers/setting.ts';
import { certificate, rsaKeys } from '../servers/tls-certificate.ts';
import { alertRecord, serverHelloRecord } from '../servers/tls-raw.ts';
import { helloServer, tcpServer, tlsServer } from '../servers/tls-server.ts';

const leaf = certificate({ name: 'good.lab', san: ['good.lab'], keys: rsaKeys(2048) });
const served = { cert: leaf.cert, key: leaf.key };
const HANDSHAKE_FAILURE = 40;
const PROTOCOL_VERSION = 70;

const scan = (port: number, request: Partial<TlsScanRequest> = {}): Promise<TlsScan> =>
  tlsScan(setting())(
    { address: '127.0.0.1', port, servername: 'good.lab', parts: ['versions'], timeoutMs: 1000, ...request },
    new AbortController().signal,
  );

const accepted = ({ versions }: TlsScan): string[] =>
  versions.filter((probe) => probe.accepted).map(({ version }) => version);

describe('versions', () => {
  test.each([
    ['TLSv1', 'TLSv1.3', ['TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']],
    ['TLSv1.2', 'TLSv1.2', ['TLSv1.2']],
    ['TLSv1.3', 'TLSv1.3', ['TLSv1.3']],
    ['TLSv1', 'TLSv1.1', ['TLSv1.0', 'TLSv1.1']],
  ] as const)('from %s to %s', async (minVersion, maxVersion, expected) => {
    await using server = await tlsServer({ ...served, minVersion, maxVersion });
    const seen = await scan(server.port, { parts: ['versions', 'hellos'] });
    expect(accepted(seen)).toEqual(expected);
    expect(seen.connections).toBe(server.connections);
    expect(seen.connections).toBe(6);
  });

  test('SSLv3 alone, which no OpenSSL of today speaks', async () => {
    await using server = await helloServer((socket, { version }) =>
      socket.end(version === 0x0300 ? serverHelloRecord(0x0300, 0x000a) : alertRecord(PROTOCOL_VERSION)),
    );
    const seen = await scan(server.port, { parts: ['versions', 'hellos'] });
    expect(accepted(seen)).toEqual(['SSLv3']);
    expect(seen.versions[0]?.reply).toMatchObject({
      outcome: 'server-hello',
      cipher: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    });
    expect(seen.versions[3]?.reply).toMatchObject({ outcome: 'alert', alert: 'protocol_version' });
  });

  test('a version that is answered with a lower one is not accepted', async () => {
    await using server = await helloServer((socket) => socket.write(serverHelloRecord(0x0302, 0x002f)));
    expect(accepted(await scan(server.port))).toEqual(['TLSv1.1']);
  });
});

describe('two hellos', () => {
  test('are small and large, and a good server takes both', async () => {
    await using server = await tlsServer(served);
    const { small, large } = await scan(server.port, { parts: ['hellos'] });
    expect(small[0]?.helloBytes).toBeLessThan(450);
    expect(large[0]?.helloBytes).toBeGreaterThanOrEqual(1600);
    expect([small, large].map((replies) => replies.map(({ outcome }) => outcome))).toEqual([
      ['server-hello'],
      ['server-hello'],
    ]);
    expect(large[0]?.group).toBe('X25519MLKEM768');
  });

  test('a server that fails on the large one is asked twice', async () => {
    await using silent = await helloServer(
      (socket, { size }) => size < 1500 && socket.end(alertRecord(HANDSHAKE_FAILURE)),
    );
    const quiet = await scan(silent.port, { parts: ['hellos'], timeoutMs: 300 });
    expect(quiet.large.map(({ outcome, acknowledged }) => [outcome, acknowledged])).toEqual([
      ['silent', true],
      ['silent', true],
    ]);
    expect(quiet.small.map(({ outcome }) => outcome)).toEqual(['alert', 'alert']);
    await using resetting = await helloServer((socket, { size }) =>
      size < 1500 ? socket.end(alertRecord(HANDSHAKE_FAILURE)) : socket.resetAndDestroy(),
    );
    expect((await scan(resetting.port, { parts: ['hellos'] })).large.map(({ outcome }) => outcome)).toEqual([
      'reset',
      'reset',
    ]);
  });
});

describe('deep', () => {
  const CIPHERS = 'ECDHE-RSA-AES128-GCM-SHA256:AES256-SHA:ECDHE-RSA-AES256-GCM-SHA384';

  test('lists suites in the order of the server', async () => {
    await using server = await tlsServer({
      ...served,
      maxVersion: 'TLSv1.2',
      minVersion: 'TLSv1.2',
      ciphers: CIPHERS,
      honorCipherOrder: true,
    });
    expect((await scan(server.port, { parts: ['versions', 'deep'] })).ciphers).toEqual([
      {
        version: 'TLSv1.2',
        suites: [
          'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
          'TLS_RSA_WITH_AES_256_CBC_SHA',
          'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
        ],
        serverOrder: true,
        complete: true,
      },
    ]);
  });

  test('and says when the order is that of the client', async () => {
    await using server = await tlsServer({
      ...served,
      maxVersion: 'TLSv1.2',
      minVersion: 'TLSv1.2',
      ciphers: CIPHERS,
      honorCipherOrder: false,
    });
    const [list] = (await scan(server.port, { parts: ['versions', 'deep'] })).ciphers;
    expect([list?.serverOrder, list?.suites.length]).toEqual([false, 3]);
  });

  test('lists groups of TLS 1.3, and of TLS 1.2 where there is no 1.3', async () => {
    await using server = await tlsServer({ ...served, ecdhCurve: 'X25519MLKEM768:P-256:X448' });
    expect((await scan(server.port, { parts: ['versions', 'deep'] })).groups).toEqual([
      'X25519MLKEM768',
      'secp256r1',
      'x448',
    ]);
    await using old = await tlsServer({ ...served, maxVersion: 'TLSv1.2', ecdhCurve: 'P-384:X25519' });
    expect((await scan(old.port, { parts: ['versions', 'deep'] })).groups.toSorted()).toEqual([
      'secp384r1',
      'x25519',
    ]);
  });

  test('finds the suites that sslscan finds', needs({ commands: ['sslscan'] }), async () => {
    await using server = await tlsServer(served);
    const seen = await scan(server.port, { parts: ['versions', 'deep'] });
    const { stdout } = await promisify(execFile)('sslscan', [
      '--no-colour',
      '--show-cipher-ids',
      `127.0.0.1:${server.port}`,
    ]);
    const lines = [...stdout.matchAll(/^(?:Preferred|Accepted)\s+(TLSv\S+)\s+\d+ bits\s+(0x[0-9A-F]+)/gm)];
    const theirs = lines.map(([, version = '', suite = '']) => `${version} ${suiteName(Number(suite))}`);
    const ours = seen.ciphers.flatMap(({ version, suites }) => suites.map((suite) => `${version} ${suite}`));
    expect(theirs.length).toBeGreaterThan(10);
    expect(theirs.filter((suite) => !ours.includes(suite))).toEqual([]);
  });
});

test('an address that the policy refuses is not contacted', async () => {
  expect(await scan(443, { address: '169.254.169.254' })).toMatchObject({
    connections: 0,
    small: [{ outcome: 'not-allowed' }],
  });
});

test('the signal ends it', async () => {
  await using server = await tcpServer((socket) => void socket.resume());
  const reason = new Error('called off');
  const pending = tlsScan(setting())(
    { address: '127.0.0.1', port: server.port, parts: ['versions', 'deep'], timeoutMs: 5000 },
    AbortSignal.any([AbortSignal.timeout(4000), abortSoon(reason)]),
  );
  await expect(pending).rejects.toBe(reason);
});

function abortSoon(reason: Error): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 50);
  return controller.signal;
}
