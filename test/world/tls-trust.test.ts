import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import type { IssuerFetch } from '../../src/core/world/issuer-fetch.ts';
import type { TrustVerdict } from '../../src/core/world/trust.ts';
import { fetchIssuer } from '../../src/world/trust/fetch-issuer.ts';
import { verifyChain } from '../../src/world/trust/verify-chain.ts';
import { needs } from '../needs.ts';
import { certificate, type Issued, rsaKeys } from '../servers/tls-certificate.ts';
import { temporaryFile } from '../servers/tls-look.ts';
import { explicit, integer, oid, sequence, set } from '../servers/tls-der-writer.ts';

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const root = certificate({ name: 'Root', ca: true });
const shallow = certificate({ name: 'Shallow', ca: true, pathLength: 0 });
const v1ish = certificate({ name: 'Not a CA' });
const oldRoot = certificate({ name: 'Old Root', ca: true, from: -100, to: -1 });
const middle = certificate({ name: 'Middle', ca: true, issuer: root });
const oldMiddle = certificate({
  name: 'Middle',
  ca: true,
  issuer: root,
  keys: middle.keys,
  from: -50,
  to: -1,
});
const crossed = certificate({ name: 'Middle', ca: true, issuer: oldRoot, keys: middle.keys });
const under = certificate({ name: 'Under', ca: true, issuer: shallow });
const leaf = (wish: Partial<Parameters<typeof certificate>[0]> = {}): Issued =>
  certificate({ name: 'good.lab', san: ['good.lab'], issuer: middle, ...wish });
const alone = certificate({ name: 'alone.lab', san: ['alone.lab'] });

interface ChainCase {
  what: string;
  chain: Issued[];
  store: Issued[];
  expected: Partial<TrustVerdict>;
  /** What `openssl verify` says: its error number, 0 for OK. */
  openssl: number;
}

const good = leaf();
const CASES: ChainCase[] = [
  {
    what: 'a full chain',
    chain: [good, middle],
    store: [root],
    expected: { trusted: true, end: 'anchor', problems: [] },
    openssl: 0,
  },
  {
    what: 'the root sent too',
    chain: [good, middle, root],
    store: [root],
    expected: { trusted: true, end: 'anchor' },
    openssl: 0,
  },
  {
    what: 'the wrong order',
    chain: [good, root, middle],
    store: [root],
    expected: { trusted: true },
    openssl: 0,
  },
  {
    what: 'a missing intermediate',
    chain: [good],
    store: [root],
    expected: { trusted: false, end: 'no-issuer' },
    openssl: 20,
  },
  {
    what: 'an unknown root that is sent',
    chain: [good, middle, root],
    store: [shallow],
    expected: { trusted: false, end: 'self-signed' },
    openssl: 19,
  },
  {
    what: 'an unknown root that is not sent',
    chain: [good, middle],
    store: [shallow],
    expected: { trusted: false, end: 'no-issuer' },
    openssl: 20,
  },
  {
    what: 'a self-signed certificate',
    chain: [alone],
    store: [root],
    expected: { trusted: false, end: 'self-signed' },
    openssl: 18,
  },
  {
    what: 'a self-signed certificate in the store',
    chain: [alone],
    store: [alone],
    expected: { trusted: true, end: 'anchor' },
    openssl: 0,
  },
  {
    what: 'an expired certificate',
    chain: [leaf({ from: -9, to: -2 }), middle],
    store: [root],
    expected: { problems: [{ kind: 'expired', step: 0 }] },
    openssl: 10,
  },
  {
    what: 'a certificate of tomorrow',
    chain: [leaf({ from: 1, to: 9 }), middle],
    store: [root],
    expected: { problems: [{ kind: 'not-yet-valid', step: 0 }] },
    openssl: 9,
  },
  {
    what: 'an expired intermediate',
    chain: [good, oldMiddle],
    store: [root],
    expected: { problems: [{ kind: 'expired', step: 1 }] },
    openssl: 10,
  },
  {
    what: 'an expired intermediate beside a valid one',
    chain: [good, oldMiddle, middle],
    store: [root],
    expected: { trusted: true },
    openssl: 0,
  },
  {
    what: 'an expired root',
    chain: [good, crossed],
    store: [oldRoot],
    expected: { problems: [{ kind: 'expired', step: 2 }] },
    openssl: 10,
  },
  {
    what: 'two ways, one to an expired root',
    chain: [good, crossed, middle],
    store: [oldRoot, root],
    expected: { trusted: true, brokenPaths: 1 },
    // OpenSSL does not search on once it has reached a root, and says 10.
    openssl: -1,
  },
  {
    what: 'an issuer that is no CA',
    chain: [leaf({ issuer: v1ish }), v1ish],
    store: [v1ish],
    expected: { trusted: true },
    openssl: -1,
  },
  {
    what: 'an intermediate that is no CA',
    chain: [leaf({ name: 'sub.lab', issuer: good }), good, middle],
    store: [root],
    expected: { problems: [{ kind: 'not-a-ca', step: 1 }] },
    openssl: 79,
  },
  {
    what: 'a path that is too long',
    chain: [leaf({ issuer: under }), under],
    store: [shallow],
    expected: { problems: [{ kind: 'path-length', step: 2 }] },
    openssl: 25,
  },
  {
    what: "a client certificate as a server's",
    chain: [leaf({ usage: [CLIENT_AUTH] }), middle],
    store: [root],
    expected: { problems: [{ kind: 'wrong-purpose', step: 0 }] },
    openssl: 26,
  },
  {
    what: 'an unknown critical extension',
    chain: [leaf({ unknownCritical: true }), middle],
    store: [root],
    expected: { problems: [{ kind: 'unknown-critical', step: 0 }] },
    openssl: 34,
  },
];

const verdict = async ({ chain, store }: ChainCase): Promise<TrustVerdict | undefined> => {
  const caFile = temporaryFile(store.map(({ cert }) => cert).join(''));
  const verdicts = await verifyChain({ caFile })({
    pems: chain.map(({ cert }) => cert),
    at: new Date().toISOString(),
  });
  return verdicts.find((one) => one.store === 'ca');
};

describe('a chain', () => {
  test.each(CASES)('with $what', async (one) => {
    expect(await verdict(one)).toMatchObject(one.expected);
  });

  test.each(CASES.filter(({ openssl }) => openssl >= 0))(
    'with $what: OpenSSL agrees',
    needs({ commands: ['openssl'] }),
    async (one) => {
      const [first, ...rest] = one.chain;
      const args = [
        ...'-no-CApath -no-CAstore -purpose sslserver -auth_level 0 -CAfile'.split(' '),
        temporaryFile(one.store.map(({ cert }) => cert).join('')),
        ...(rest.length > 0 ? ['-untrusted', temporaryFile(rest.map(({ cert }) => cert).join(''))] : []),
        temporaryFile(first?.cert ?? ''),
      ];
      const said = await promisify(execFile)('openssl', ['verify', ...args]).then(
        () => '0',
        (error: { stderr: string }) => /^error (\d+)/m.exec(error.stderr)?.[1] ?? error.stderr,
      );
      expect(Number(said)).toBe(one.openssl);
      expect((await verdict(one))?.trusted).toBe(one.openssl === 0);
    },
  );

  test('is completed by what was found elsewhere, and says so', async () => {
    const caFile = temporaryFile(root.cert);
    const [seen] = await verifyChain({ caFile })({
      pems: [good.cert],
      extra: [middle.cert],
      at: new Date().toISOString(),
    });
    expect(seen).toMatchObject({
      store: 'ca',
      trusted: true,
      path: [{ origin: 'sent' }, { origin: 'extra' }, { origin: 'store' }],
    });
  });

  test('that restricts names is marked, not judged', async () => {
    const narrow = certificate({ name: 'Narrow', ca: true, issuer: root, permittedDns: 'lab' });
    expect(
      await verdict({ ...CASES[0], chain: [leaf({ issuer: narrow }), narrow], store: [root] } as ChainCase),
    ).toMatchObject({ trusted: true, nameConstraints: true });
  });

  test("is judged by the system's store and by Node's too", async () => {
    const verdicts = await verifyChain({})({ pems: [good.cert, middle.cert], at: new Date().toISOString() });
    expect(verdicts.map(({ store, trusted }) => [store, trusted])).toEqual([
      ['system', false],
      ['node', false],
    ]);
    expect(verdicts[1]?.size).toBeGreaterThan(50);
  });

  test('of garbage, or a store that is no file, is no crash', async () => {
    const at = new Date().toISOString();
    const [none] = await verifyChain({ caFile: '/nonexistent/ca.pem' })({ pems: [good.cert], at });
    expect(none).toMatchObject({ store: 'ca', size: 0, trusted: false });
    const garbage = `-----BEGIN CERTIFICATE-----\n${Buffer.from('garbage').toString('base64')}\n-----END CERTIFICATE-----\n`;
    const [unread] = await verifyChain({})({ pems: [garbage], at });
    expect(unread).toMatchObject({ end: 'unreadable', trusted: false });
  });

  test('of a hundred certificates with one name ends soon', async () => {
    const keys = rsaKeys(2048);
    const twins = Array.from({ length: 100 }, () => certificate({ name: 'Twin', ca: true, keys }));
    const pems = [certificate({ name: 'x.lab', issuer: twins[0] as Issued }), ...twins].map(
      ({ cert }) => cert,
    );
    const [seen] = await verifyChain({ caFile: temporaryFile(root.cert) })({
      pems,
      at: new Date().toISOString(),
    });
    expect(seen).toMatchObject({ trusted: false, end: 'self-signed' });
  });
});

describe('fetching an issuer', () => {
  const fetch = (url: string, target = '127.0.0.1'): Promise<IssuerFetch> =>
    fetchIssuer({ policy: addressPolicy() })(url, target, new AbortController().signal);
  const pkcs7 = sequence(
    oid('1.2.840.113549.1.7.2'),
    explicit(
      0,
      sequence(integer(1), set(), sequence(oid('1.2.840.113549.1.7.1')), explicit(0, middle.der), set()),
    ),
  );

  test.each([
    ['DER', middle.der],
    ['PEM', Buffer.from(middle.cert)],
    ['PKCS #7', pkcs7],
  ])('as %s', async (_form, body) => {
    await using server = await serving(body);
    expect(await fetch(server.url)).toMatchObject({
      outcome: 'fetched',
      pems: [middle.cert],
      connections: 1,
    });
  });

  test('that is too long, unreadable, not there, or nowhere', async () => {
    await using long = await serving(Buffer.alloc(65 * 1024, 'A'));
    expect((await fetch(long.url)).outcome).toBe('oversize');
    await using noise = await serving(Buffer.from('<html>'));
    expect((await fetch(noise.url)).outcome).toBe('unreadable');
    await using absent = await serving(Buffer.from('no'), 404);
    expect(await fetch(absent.url)).toMatchObject({ outcome: 'status', detail: '404' });
    const { url } = noise;
    await noise[Symbol.asyncDispose]();
    expect(await fetch(url)).toMatchObject({ outcome: 'not-connected', detail: 'ECONNREFUSED' });
  });

  test.each([
    ['https://127.0.0.1/ca', 'not-http'],
    ['ldap://127.0.0.1/ca', 'not-http'],
    ['file:///etc/passwd', 'not-http'],
    ['http://user:secret@127.0.0.1/', 'not-http'],
    ['not a url', 'not-http'],
    [`http://127.0.0.1/${'a'.repeat(3000)}`, 'not-http'],
    ['http://169.254.169.254/latest/meta-data', 'not-allowed'],
    ['http://2852039166/latest', 'not-allowed'],
    ['http://[::ffff:169.254.169.254]/', 'not-allowed'],
  ])('from %j is refused', async (url, outcome) => {
    expect(await fetch(url)).toMatchObject({ outcome, pems: [], connections: 0 });
  });

  test.each([
    ['http://127.0.0.1:PORT/', '203.0.113.7'],
    ['http://localhost:PORT/', '203.0.113.7'],
    ['http://10.0.0.1/ca', '203.0.113.7'],
    ['http://192.168.0.1/ca', '2001:db8::7'],
    ['http://100.64.0.1/ca', '203.0.113.7'],
    ['http://[fd00::1]/ca', '203.0.113.7'],
    ['http://[::ffff:10.0.0.1]/ca', '203.0.113.7'],
    ['http://[64:ff9b::a00:1]/ca', '203.0.113.7'],
  ])('inside (%s) is not asked for a target outside (%s)', async (url, target) => {
    let asked = 0;
    await using server = await serving(middle.der, 200, () => (asked += 1));
    const answer = await fetch(url.replace('PORT', new URL(server.url).port), target);
    expect(answer).toMatchObject({ outcome: 'not-allowed', connections: 0, pems: [] });
    expect(answer.detail).toMatch(/^a certificate of a public address leads to /);
    expect(asked).toBe(0);
  });

  test.each(['127.0.0.1', '10.0.0.7', '::1', 'fd00::7', '64:ff9b::a00:7'])(
    'inside is asked for a target inside (%s)',
    async (target) => {
      await using server = await serving(middle.der);
      expect((await fetch(server.url, target)).outcome).toBe('fetched');
    },
  );

  test('that does not end is called off', async () => {
    await using server = await serving(undefined);
    const controller = new AbortController();
    const reason = new Error('called off');
    setTimeout(() => controller.abort(reason), 50);
    await expect(
      fetchIssuer({ policy: addressPolicy() })(server.url, '127.0.0.1', controller.signal),
    ).rejects.toBe(reason);
  });

  async function serving(body: Buffer | undefined, status = 200, asked = (): unknown => undefined) {
    const server = createServer((_request, response) => {
      asked();
      response.statusCode = status;
      if (body) response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ca.der`,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }
});
