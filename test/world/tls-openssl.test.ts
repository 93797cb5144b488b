import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { TlsTap } from '../../src/core/world/tls.ts';
import { tls } from '../../src/world/vantage/local/tls.ts';
import { findCommand, needs } from '../needs.ts';
import { setting } from '../servers/setting.ts';
import { certificate, type Issued, rsaKeys } from '../servers/tls-certificate.ts';
import { temporaryFile } from '../servers/tls-look.ts';

const root = certificate({ name: 'Root', ca: true, keys: rsaKeys(2048) });
const middle = certificate({ name: 'Middle', ca: true, issuer: root, keys: rsaKeys(2048) });
const leaf = certificate({ name: 'good.lab', san: ['good.lab'], issuer: middle, keys: rsaKeys(2048) });

/** An `openssl s_server` with these options; it serves one connection after another. */
class SServer implements AsyncDisposable {
  readonly port: number;
  readonly #child: ChildProcess;
  constructor(port: number, child: ChildProcess) {
    this.port = port;
    this.#child = child;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function sServer(options: string, own: Issued = leaf): Promise<SServer> {
  const port = await freePort();
  const files = [
    '-cert',
    temporaryFile(own.cert),
    '-key',
    temporaryFile(own.key),
    '-cert_chain',
    temporaryFile(middle.cert),
  ];
  const args = ['s_server', '-accept', `127.0.0.1:${port}`, ...files, ...options.split(' ').filter(Boolean)];
  const child = spawn(findCommand('openssl') ?? 'openssl', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => text.includes('ACCEPT') && resolve());
    child.once('exit', (code) => reject(new Error(`s_server ended with ${code}`)));
  });
  return new SServer(port, child);
}

const tap = (port: number): Promise<TlsTap> =>
  tls(setting())(
    { address: '127.0.0.1', port, servername: 'good.lab', timeoutMs: 3000 },
    new AbortController().signal,
  );

const caFile = temporaryFile(root.cert);

describe('openssl s_server', needs({ commands: ['openssl'] }), () => {
  test.each([
    ['-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256', 'TLSv1.3', 'TLS_AES_128_GCM_SHA256'],
    ['-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256', 'TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256'],
    ['-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384', 'TLSv1.3', 'TLS_AES_256_GCM_SHA384'],
    ['-tls1_2 -cipher AES128-SHA', 'TLSv1.2', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
    ['-tls1_1 -cipher ALL:@SECLEVEL=0', 'TLSv1.1', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'],
    ['-tls1 -cipher ALL:@SECLEVEL=0', 'TLSv1.0', 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'],
  ])('%s', async (options, version, cipher) => {
    await using server = await sServer(options);
    const seen = await tap(server.port);
    expect(seen).toMatchObject({ outcome: 'handshake', version, cipher });
    expect(seen.chain.map(({ issuedBy }) => issuedBy)).toEqual([1, null]);
  });

  test('a suite that clients do not offer by default is refused', async () => {
    await using server = await sServer('-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256');
    expect((await tap(server.port)).outcome).toBe('alert');
  });

  test.each([
    ['-tls1_3', 'certificate_required', 'handshake'],
    ['-tls1_2', 'handshake_failure', 'alert'],
  ])('%s -Verify: the alert and the accepted CA', async (version, alert, outcome) => {
    await using server = await sServer(`${version} -Verify 1 -verify_return_error -CAfile ${caFile}`);
    expect(await tap(server.port)).toMatchObject({
      outcome,
      alerts: [{ name: alert }],
      clientCertificate: { verdict: 'required', authorities: ['CN=Root,O=Layerwalk Test'] },
    });
  });

  test.each(['-tls1_3', '-tls1_2'])('%s -verify: asked and not required', async (version) => {
    await using server = await sServer(`${version} -verify 1 -CAfile ${caFile}`);
    expect(await tap(server.port)).toMatchObject({
      outcome: 'handshake',
      clientCertificate: { verdict: 'not-required' },
    });
  });

  test('without tickets a missing certificate stays unknown', async () => {
    await using server = await sServer(`-tls1_3 -num_tickets 0 -verify 1 -CAfile ${caFile}`);
    expect(await tap(server.port)).toMatchObject({
      outcome: 'handshake',
      clientCertificate: { verdict: 'unknown' },
    });
  });

  test('a client that is asked again for a group', async () => {
    await using server = await sServer('-tls1_3 -groups P-521');
    expect(await tap(server.port)).toMatchObject({
      outcome: 'handshake',
      helloRetry: true,
      group: 'secp521r1',
    });
  });

  test('RSA of 1,024 bits at security level 0', async () => {
    const weak = certificate({ name: 'good.lab', issuer: middle, keys: rsaKeys(1024) });
    await using server = await sServer('-tls1_2 -cipher ALL:@SECLEVEL=0', weak);
    expect((await tap(server.port)).chain[0]?.key).toEqual({ type: 'RSA', bits: 1024 });
  });
});
