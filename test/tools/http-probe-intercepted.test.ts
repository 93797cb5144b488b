import { describe, expect, test } from 'vitest';
import type { World } from '../../src/core/world/world.ts';
import { httpProbe } from '../../src/tools/http-probe/tool.ts';
import { verifyChain } from '../../src/world/trust/verify-chain.ts';
import { httpsServer } from '../servers/http-server.ts';
import { proxyServer } from '../servers/http-proxy.ts';
import { httpContext } from '../servers/http-world.ts';
import { interceptingProxy } from '../servers/intercepting-proxy.ts';
import { certificate, type Issued } from '../servers/tls-certificate.ts';
import { temporaryFile } from '../servers/tls-look.ts';

const publicRoot = certificate({ name: 'Public Root', ca: true });
const inspecting = certificate({ name: 'Inspecting Root', ca: true });
const leaf = (issuer: Issued, more: object = {}): Issued =>
  certificate({ name: 'a.test', san: ['a.test'], issuer, ...more });

/** The stores of a machine: `node` has the public root, `system` that and what `also` holds. */
function stores(...also: Issued[]): World['verifyChain'] {
  const byPublic = verifyChain({ caFile: temporaryFile(publicRoot.cert) });
  const bySystem = verifyChain({
    caFile: temporaryFile([publicRoot, ...also].map(({ cert }) => cert).join('')),
  });
  return async (request) => {
    const own = (list: Awaited<ReturnType<typeof byPublic>>) => list.filter(({ store }) => store === 'ca');
    return [
      ...own(await bySystem(request)).map((verdict) => ({ ...verdict, store: 'system' as const })),
      ...own(await byPublic(request)).map((verdict) => ({ ...verdict, store: 'node' as const })),
    ];
  };
}

async function probe(
  served: Issued,
  proxy: { port: number },
  trust: World['verifyChain'],
  chain: readonly Issued[] = [],
) {
  await using server = await httpsServer((_, response) => response.end(), {
    cert: [served, ...chain].map(({ cert }) => cert).join(''),
    key: served.key,
  });
  const context = httpContext({
    names: { 'a.test': ['127.0.0.1'] },
    env: { https_proxy: `http://127.0.0.1:${proxy.port}` },
    verifyChain: trust,
  });
  const asked = httpProbe.input.parse({ url: `https://a.test:${server.port}/` });
  const seen = await httpProbe.look(context, asked);
  const { checks, notes } = httpProbe.judge(seen, asked);
  return {
    seen,
    notes,
    codes: checks.flatMap(({ code, status }) => (code === null ? [] : [`${status} ${code}`])),
    checks,
  };
}

test('a proxy that opens TLS is seen by its issuer beside the public one', async () => {
  await using proxy = await interceptingProxy(leaf(inspecting));
  const { codes, checks, seen } = await probe(leaf(publicRoot), proxy, stores());
  expect(seen.shown?.proxied?.issuer).toContain('Inspecting Root');
  expect(codes).toEqual(['fail tls.intercepted']);
  const quotes = checks.find(({ code }) => code === 'tls.intercepted')?.untrusted?.map(({ text }) => text);
  expect(quotes).toEqual([
    expect.stringContaining('Inspecting Root'),
    expect.stringContaining('Public Root'),
  ]);
});

test('where this host trusts the inspecting CA it is a warning', async () => {
  await using proxy = await interceptingProxy(leaf(inspecting));
  const { codes, checks } = await probe(leaf(publicRoot), proxy, stores(inspecting));
  expect(codes).toEqual(['warn tls.intercepted']);
  expect(checks.find(({ layer }) => layer === 'app')?.status).toBe('pass');
});

test('a proxy that only forwards shows the same certificate on both ways', async () => {
  await using proxy = await proxyServer();
  expect((await probe(leaf(publicRoot), proxy, stores())).codes).toEqual([]);
});

test('an inner service with a private CA behind a forwarding proxy', async () => {
  await using proxy = await proxyServer();
  expect((await probe(leaf(inspecting), proxy, stores())).codes).toEqual([]);
});

test('both ways private: which of them is opened cannot be told', async () => {
  await using proxy = await interceptingProxy(leaf(inspecting));
  expect((await probe(leaf(certificate({ name: 'Company', ca: true })), proxy, stores())).codes).toEqual([]);
});

test.each<[string, Issued]>([
  ['is for another name', certificate({ name: 'b.test', san: ['b.test'], issuer: inspecting })],
  ['is in a public log', leaf(inspecting, { logged: true })],
  [
    'says where its issuer is to be had, which may just be missing',
    leaf(inspecting, { caIssuers: 'http://ca.test/i.der' }),
  ],
])('a certificate through the proxy that %s', async (_, shown) => {
  await using proxy = await interceptingProxy(shown);
  expect((await probe(leaf(publicRoot), proxy, stores())).codes).toEqual([]);
});

test('an expired public certificate through the proxy is no private one', async () => {
  await using proxy = await interceptingProxy(leaf(publicRoot, { from: -20, to: -10 }));
  expect((await probe(leaf(publicRoot), proxy, stores())).codes).toEqual([]);
});

test('one view only is a note', async () => {
  await using proxy = await interceptingProxy(leaf(inspecting));
  const context = httpContext({
    names: {},
    env: { https_proxy: `http://127.0.0.1:${proxy.port}` },
    verifyChain: stores(),
  });
  await using server = await httpsServer((_, response) => response.end());
  const asked = httpProbe.input.parse({ url: `https://a.test:${server.port}/` });
  const { checks, notes } = httpProbe.judge(await httpProbe.look(context, asked), asked);
  expect(checks.map(({ code }) => code)).not.toContain('tls.intercepted');
  expect(notes.join()).toContain('cannot be told whether the proxy opens TLS');
});

describe('the certificate that comes through a proxy is judged by the store of a client here', () => {
  const tls = ({ checks }: Awaited<ReturnType<typeof probe>>) =>
    checks.filter(({ layer }) => layer === 'tls').map(({ status, summary }) => `${status} ${summary}`);

  test.each<[string, Issued, RegExp]>([
    [
      'one that it trusts',
      leaf(publicRoot),
      /^pass .* a certificate for a\.test, by a root in this host’s store$/,
    ],
    ['expired', leaf(publicRoot, { from: -20, to: -10 }), /^unknown .* has expired$/],
    ['not yet valid', leaf(publicRoot, { from: 10 }), /^unknown .* is not valid yet$/],
    [
      'for another name',
      certificate({ name: 'b', san: ['b.test'], issuer: publicRoot }),
      /^unknown .* it is not for a\.test$/,
    ],
    [
      'of a CA that it does not have',
      leaf(inspecting),
      /^unknown .* it leads to no root in this host’s store$/,
    ],
  ])('%s', async (_, served, expected) => {
    await using proxy = await proxyServer();
    const probed = await probe(served, proxy, stores());
    expect(tls(probed)).toEqual([expect.stringMatching(expected)]);
    expect(probed.codes).toEqual([]);
  });

  test('an inspecting CA that is installed passes beside its warning', async () => {
    await using proxy = await interceptingProxy(leaf(inspecting));
    const { checks } = await probe(leaf(publicRoot), proxy, stores(inspecting));
    expect(checks.map(({ layer, status }) => `${status} ${layer}`)).toEqual([
      'pass app',
      'pass tls',
      'warn tls',
    ]);
  });
});
