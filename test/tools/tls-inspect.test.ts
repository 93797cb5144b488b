import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/core/bad-input.ts';
import { tlsInspect } from '../../src/tools/tls-inspect/tool.ts';
import { needs } from '../needs.ts';
import { certificate, type Issued } from '../servers/tls-certificate.ts';
import { mysqlError, mysqlGreeting } from '../servers/tls-greetings.ts';
import { codes, context, inspect, inspectHost, temporaryFile } from '../servers/tls-look.ts';
import { CERTIFICATE_SCENES, HANDSHAKE_SCENES } from '../servers/tls-scenes.ts';
import { tcpServer, tlsServer, upgradeServer } from '../servers/tls-server.ts';

const root = certificate({ name: 'Root', ca: true });
const caFile = temporaryFile(root.cert);
const at = (port: number): Record<string, unknown> => ({ host: '127.0.0.1', port, servername: 'good.lab' });

describe('each server', () => {
  test.concurrent.each(Object.entries({ ...CERTIFICATE_SCENES, ...HANDSHAKE_SCENES }))(
    '%s gives its codes, and its connections are counted',
    async (_name, scene) => {
      await using server = await scene.open();
      const finding = await inspect({ ...at(server.port), ...scene.input }, scene.options);
      expect(codes(finding)).toEqual(scene.codes);
      expect(finding.connectionsMade).toBe(server.connections);
      for (const { summary, evidence } of finding.checks) {
        expect(summary.length).toBeLessThanOrEqual(170);
        expect(evidence.length).toBeLessThanOrEqual(7);
      }
    },
  );
});

describe('a missing intermediate', () => {
  test.each([
    ['an address that answers', true, ['fail tls.incomplete-chain'], 'warn'],
    ['an address that does not', false, [], 'unknown'],
  ])('with %s', async (_what, answers, expected) => {
    const ca = createServer((_request, response) =>
      response.writeHead(answers ? 200 : 404).end(answers ? middle.der : ''),
    );
    await new Promise<void>((resolve) => ca.listen(0, '127.0.0.1', resolve));
    const middle = certificate({ name: 'Middle', ca: true, issuer: root });
    const caIssuers = `http://127.0.0.1:${(ca.address() as AddressInfo).port}/middle.der`;
    const leaf = certificate({ name: 'good.lab', san: ['good.lab'], issuer: middle, caIssuers });
    await using server = await tlsServer({ cert: leaf.cert, key: leaf.key });
    const finding = await inspect(at(server.port), { caFile });
    ca.close();
    ca.closeAllConnections();
    expect(codes(finding)).toEqual(expected);
    expect(finding.status).toBe(answers ? 'fail' : 'unknown');
    expect(finding.connectionsMade).toBe(server.connections + 1);
  });
});

describe('MySQL', () => {
  test('that is asked for TLS directly gets three connections at most', async () => {
    const leaf = certificate({ name: 'good.lab', san: ['good.lab'], issuer: root });
    await using server = await upgradeServer(
      { cert: leaf.cert, key: leaf.key },
      mysqlGreeting(true),
      (text) => (text.charCodeAt(3) === 1 ? { tls: true, after: 36 } : {}),
    );
    const finding = await inspect({ ...at(server.port), deep: true }, { caFile });
    expect(codes(finding)).toEqual(['fail tls.starttls-needed']);
    expect(server.connections).toBeLessThanOrEqual(3);
    expect(finding.connectionsMade).toBe(server.connections);
  });

  test('that is upgraded gets one', async () => {
    const leaf = certificate({ name: 'good.lab', san: ['good.lab'], issuer: root });
    await using server = await upgradeServer({ cert: leaf.cert, key: leaf.key }, mysqlGreeting(true), () => ({
      tls: true,
      after: 36,
    }));
    const finding = await inspect({ ...at(server.port), starttls: 'mysql', deep: true }, { caFile });
    expect([finding.status, codes(finding), server.connections]).toEqual(['pass', [], 1]);
  });

  test('that turns the client away is quoted, and TLS is unknown', async () => {
    await using server = await tcpServer((socket) =>
      socket.end(mysqlError(1129, "Host '10.0.0.1' is blocked")),
    );
    const { status, checks } = await inspect({ ...at(server.port), starttls: 'mysql' });
    expect([status, server.connections]).toEqual(['unknown', 1]);
    expect(checks[0]?.untrusted?.[0]?.text).toContain("Host '10.0.0.1' is blocked");
  });
});

describe('trust', () => {
  const leaf = certificate({ name: 'good.lab', san: ['good.lab'], issuer: root });

  test('is judged by the store that is asked for', async () => {
    await using server = await tlsServer({ cert: leaf.cert, key: leaf.key });
    expect(codes(await inspect(at(server.port), { caFile }))).toEqual([]);
    expect(codes(await inspect({ ...at(server.port), store: 'node' }, { caFile }))).toEqual([
      'fail tls.untrusted-ca',
    ]);
    const none = await inspect({ ...at(server.port), store: 'ca' });
    expect([none.status, codes(none)]).toEqual(['unknown', []]);
  });

  test('notes say whose store was used', async () => {
    await using server = await tlsServer({ cert: leaf.cert, key: leaf.key });
    const { notes } = await inspect(at(server.port));
    expect(notes).toContain("Trust is judged by this host's system store, taken as the client's.");
  });
});

describe('several addresses', needs({ linux: true }), () => {
  const issue = (from: number, to: number): Issued =>
    certificate({ name: 'good.lab', san: ['good.lab'], issuer: root, from, to });
  const fresh = issue(-1, 90);
  const old = issue(-90, -1);
  const pair = ({ cert, key }: Issued): TlsOptions => ({ cert, key });

  test.each([
    ['the first one old', old, fresh, ['warn tls.expired', 'warn tls.not-reloaded']],
    ['the second one old', fresh, old, ['warn tls.expired', 'warn tls.not-reloaded']],
    ['both old', old, issue(-80, -2), ['fail tls.expired']],
    ['two that are good', fresh, issue(-30, 60), []],
  ])('%s', async (_what, first, second, expected) => {
    await using one = await tlsServer(pair(first));
    await using two = await tlsServer(pair(second), undefined, { address: '127.0.0.2', port: one.port });
    const finding = await inspectHost(
      ['127.0.0.1', '127.0.0.2'],
      { host: 'good.lab', port: one.port },
      { caFile },
    );
    expect(codes(finding)).toEqual(expected);
    expect(finding.connectionsMade).toBe(one.connections + two.connections);
  });

  test('the first does not accept connections: the next takes its place', async () => {
    await using two = await tlsServer(pair(fresh), undefined, { address: '127.0.0.2' });
    const finding = await inspectHost(
      ['127.0.0.1', '127.0.0.2'],
      { host: 'good.lab', port: two.port },
      { caFile },
    );
    expect([finding.status, codes(finding)]).toEqual(['pass', []]);
    expect(finding.checks[0]?.summary).toBe(`TLSv1.3 handshake with 127.0.0.2:${two.port}`);
  });

  test('addresses that the policy refuses are left out and said', async () => {
    await using one = await tlsServer(pair(fresh));
    const finding = await inspectHost(
      ['169.254.169.254', '127.0.0.1'],
      { host: 'good.lab', port: one.port },
      { caFile },
    );
    expect(codes(finding)).toEqual([]);
    expect(finding.notes).toContain('1 of the addresses were refused by the address policy.');
  });
});

describe('what cannot be asked', () => {
  test('an address that the policy refuses', async () => {
    await expect(inspect({ host: '169.254.169.254' })).rejects.toBeInstanceOf(Refused);
    await expect(inspect({ host: 'good.lab', address: '169.254.169.254' })).rejects.toBeInstanceOf(Refused);
  });

  test.each([
    { host: '-x' },
    { host: 'a b' },
    { host: '2130706433' },
    { host: 'a.lab', port: 0 },
    { host: 'a.lab', alpn: ['ä'] },
    { host: 'a.lab', foo: 1 },
  ])('%j is refused by the schema', (input) => {
    expect(tlsInspect.input.safeParse(input).success).toBe(false);
  });

  test('a name without an address is unknown, and nothing is sent', async () => {
    const finding = await inspect({ host: 'nobody.invalid' });
    expect([finding.status, finding.connectionsMade]).toEqual(['unknown', 0]);
    expect(finding.checks[0]?.fix?.command).toBe('layerwalk dns-lookup nobody.invalid');
  });

  test('a closed port is the layer before', async () => {
    const server = await tcpServer(() => {});
    const { port } = server;
    await server[Symbol.asyncDispose]();
    expect((await inspect(at(port))).checks).toMatchObject([
      { status: 'skipped', blockedBy: 'tcp', code: null },
    ]);
  });

  test('called off, it ends with the reason', async () => {
    await using server = await tcpServer((socket) => void socket.resume());
    const controller = new AbortController();
    const reason = new Error('called off');
    setTimeout(() => controller.abort(reason), 100);
    const call = tlsInspect.run(
      await context({}, controller.signal),
      tlsInspect.input.parse(at(server.port)),
    );
    await expect(call).rejects.toBe(reason);
  });
});
