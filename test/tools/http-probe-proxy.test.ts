import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/core/bad-input.ts';
import { httpProbe } from '../../src/tools/http-probe/tool.ts';
import { httpServer, httpsServer, rawServer } from '../servers/http-server.ts';
import { proxyServer } from '../servers/http-proxy.ts';
import { httpContext } from '../servers/http-world.ts';

type Wish = Parameters<typeof httpContext>[0];

async function probe(input: Record<string, unknown>, wish: Wish = {}) {
  const context = httpContext({ names: { 'a.test': ['127.0.0.1'] }, ...wish });
  const asked = httpProbe.input.parse(input);
  const seen = await httpProbe.look(context, asked);
  return { seen, ...httpProbe.judge(seen, asked) };
}
const said = ({ checks }: { checks: readonly { code: string | null; status: string; layer: string }[] }) =>
  checks.map(({ code, status, layer }) => `${status} ${code ?? layer}`);

const REFUSES = 'HTTP/1.1 403 Forbidden\r\nServer: squid\r\nContent-Length: 0\r\n\r\n';
const WANTS = 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n';
const NO_UPSTREAM =
  'HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\nContent-Length: 0\r\n\r\n';

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = await rawServer('');
  await server[Symbol.asyncDispose]();
  return server.port;
}

describe('a proxy of the environment', () => {
  test('that works as the direct way does: the answer counts, the vantage is said', async () => {
    await using server = await httpsServer((_, response) => response.end());
    await using proxy = await proxyServer();
    const finding = await probe(
      { url: `https://a.test:${server.port}/` },
      { env: { https_proxy: `http://127.0.0.1:${proxy.port}` } },
    );
    // No store here has the issuer of the certificate: a client may refuse it.
    expect(said(finding)).toEqual(['pass app', 'unknown tls']);
    expect(finding.checks[0]?.evidence[0]).toBe('127.0.0.1 (proxy): 200 over HTTP/1.1');
    expect(finding.notes[0]).toContain('beyond it are the proxy’s vantage');
    // The request, and the direct control.
    expect([finding.connectionsMade, server.connections]).toEqual([2, 2]);
  });

  test.each<[string, string, string[]]>([
    ['refuses CONNECT with 403', REFUSES, ['fail app.proxy-env']],
    ['wants credentials, and none are set', WANTS, ['fail app.proxy-env']],
    ['cannot reach the target', NO_UPSTREAM, ['fail app.proxy-env']],
    ['answers CONNECT with 405', 'HTTP/1.1 405 No\r\n\r\n', ['fail app.proxy-env']],
    ['closes', 'close', ['fail app.proxy-env']],
    ['is no HTTP proxy', 'SSH-2.0-x\r\n', ['fail app.proxy-env']],
  ])('that %s, while the direct way works', async (_, manner, expected) => {
    await using server = await httpsServer((_request, response) => response.end());
    await using proxy = await proxyServer(manner);
    const finding = await probe(
      { url: `https://a.test:${server.port}/` },
      { env: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } },
    );
    expect(said(finding)).toEqual(expected);
    expect(finding.checks[0]?.summary).toContain('direct');
    expect(finding.checks[0]?.evidence).toContain('directly 127.0.0.1: 200 over HTTP/1.1');
    expect(finding.checks[0]?.fix?.summary).toContain('NO_PROXY');
  });

  test.each<[string, string, string[], string]>([
    ['refuses CONNECT with 403', REFUSES, ['fail app.proxy-env'], 'refuses the target with 403'],
    ['cannot reach it either', NO_UPSTREAM, ['fail app.bad-gateway'], 'nor does a direct connection'],
    ['answers CONNECT with 405', 'HTTP/1.1 405 No\r\n\r\n', ['unknown app'], '405 to CONNECT'],
    ['closes', 'close', ['unknown app'], 'gives no answer of HTTP'],
  ])('that %s, while the direct way does not work', async (_, manner, expected, summary) => {
    const port = await closedPort();
    await using proxy = await proxyServer(manner);
    const finding = await probe(
      { url: `https://a.test:${port}/` },
      { env: { https_proxy: `http://127.0.0.1:${proxy.port}` } },
    );
    expect(said(finding)).toEqual(expected);
    expect(finding.checks[0]?.summary).toContain(summary);
  });

  test('that wants the credentials which we do not send: nothing is claimed', async () => {
    await using server = await httpsServer((_, response) => response.end());
    await using proxy = await proxyServer(WANTS);
    const finding = await probe(
      { url: `https://a.test:${server.port}/` },
      { env: { https_proxy: `http://user:s3cr3t@127.0.0.1:${proxy.port}` } },
    );
    expect(said(finding)).toEqual(['unknown app']);
    expect(JSON.stringify(finding)).not.toContain('s3cr3t');
    expect(proxy.asked.join()).not.toMatch(/authorization/i);
  });

  test.each<[string, string]>([
    ['closes in it', 'HTTP/1.1 200 Connection established\r\n\r\n'],
    ['answers with a page instead', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlogin'],
  ])('that opens a tunnel and %s: its fault only where the direct way works', async (_, manner) => {
    await using server = await httpsServer((_request, response) => response.end());
    await using proxy = await proxyServer(manner);
    const env = { https_proxy: `http://127.0.0.1:${proxy.port}` };
    const works = await probe({ url: `https://a.test:${server.port}/` }, { env });
    expect(said(works)).toEqual(['fail app.proxy-env']);
    const neither = await probe({ url: `https://a.test:${await closedPort()}/` }, { env });
    expect(said(neither)).toEqual(['unknown app']);
    expect(neither.checks[0]?.summary).toContain('TLS fails in it');
  });

  test('that does not accept connections: its fault only where the direct way works', async () => {
    await using server = await httpsServer((_, response) => response.end());
    const [dead, port] = [await closedPort(), await closedPort()];
    const env = { https_proxy: `http://127.0.0.1:${dead}` };
    const works = await probe({ url: `https://a.test:${server.port}/` }, { env });
    expect(said(works)).toEqual(['fail app.proxy-env']);
    const neither = await probe({ url: `https://a.test:${port}/` }, { env });
    expect(neither.checks).toMatchObject([{ status: 'skipped', blockedBy: 'tcp', code: null }]);
  });

  test('whose name does not resolve', async () => {
    await using server = await httpsServer((_, response) => response.end());
    const env = { https_proxy: 'http://proxy.test:3128' };
    expect(said(await probe({ url: `https://a.test:${server.port}/` }, { env }))).toEqual([
      'fail app.proxy-env',
    ]);
    const neither = await probe({ url: `https://a.test:${await closedPort()}/` }, { env });
    expect(neither.checks).toMatchObject([{ status: 'skipped', blockedBy: 'dns' }]);
  });

  test('that is the only way: the answer counts, and others are warned', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using proxy = await proxyServer();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}` };
    // Nothing listens on 127.0.0.9; the proxy goes to 127.0.0.1.
    const finding = await probe(
      { url: `http://a.test:${server.port}/` },
      { env, names: { 'a.test': ['127.0.0.9'] } },
    );
    expect(said(finding)).toEqual(['pass app', 'warn app.proxy-env']);
  });

  test('is not called the only way while the direct one is merely slow', async () => {
    let n = 0;
    await using server = await httpServer((_, response) => {
      const first = n++ === 0;
      setTimeout(() => response.end(), first ? 0 : 6000);
    });
    await using proxy = await proxyServer();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}` };
    const names = { 'a.test': ['127.0.0.1'] };
    const finding = await probe({ url: `http://a.test:${server.port}/` }, { env, names });
    expect(said(finding)).toEqual(['pass app']);
  });

  test('that resolves what we cannot', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using proxy = await proxyServer();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}` };
    const finding = await probe({ url: `http://only-there.test:${server.port}/` }, { env });
    expect(said(finding)).toEqual(['pass app', 'warn app.proxy-env']);
    expect(finding.checks[1]?.evidence).toContain('directly: the name does not resolve here');
  });
});

test('a redirect that the proxy refuses to follow is told apart from the first URL', async () => {
  await using server = await httpServer((_, response) =>
    response.writeHead(302, { Location: 'https://b.test/' }).end(),
  );
  await using proxy = await proxyServer(REFUSES);
  const env = { https_proxy: `http://127.0.0.1:${proxy.port}` };
  const finding = await probe({ url: `http://a.test:${server.port}/` }, { env });
  expect(said(finding)).toEqual(['unknown app']);
  expect(finding.checks[0]?.summary).toBe('the proxy does not get the redirected request through');
});

describe('plain HTTP through a proxy', () => {
  test.each([
    ['403 of the proxy', REFUSES, 200, ['fail app.proxy-env']],
    ['403 of the target', 'forward', 403, ['warn app.status']],
    ['503 of the proxy', NO_UPSTREAM, 200, ['fail app.proxy-env']],
    ['407', WANTS, 200, ['fail app.proxy-env']],
    ['502 of the target', 'forward', 502, ['fail app.bad-gateway']],
  ])('%s is told from the other', async (_, manner, status, expected) => {
    await using server = await httpServer((_request, response) => response.writeHead(status).end());
    await using proxy = await proxyServer(manner);
    const finding = await probe(
      { url: `http://a.test:${server.port}/` },
      { env: { http_proxy: `http://127.0.0.1:${proxy.port}` } },
    );
    expect(said(finding)).toEqual(expected);
  });
});

describe('exceptions and other settings', () => {
  test('NO_PROXY leads directly, and nothing is asked of the proxy', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using proxy = await proxyServer();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '.test' };
    expect(said(await probe({ url: `http://a.test:${server.port}/` }, { env }))).toEqual(['pass app']);
    expect(proxy.asked).toEqual([]);
  });

  test('NO_PROXY in vain: only the proxy gets through', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using proxy = await proxyServer();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'a.test' };
    const finding = await probe(
      { url: `http://a.test:${server.port}/` },
      { env, names: { 'a.test': ['127.0.0.9'] } },
    );
    expect(said(finding)).toEqual(['fail app.proxy-env']);
    expect(finding.checks[0]?.summary).toContain('NO_PROXY exempts the host');
  });

  test('NO_PROXY, and neither way works: TCP’s question', async () => {
    const [dead, port] = [await closedPort(), await closedPort()];
    const env = { http_proxy: `http://127.0.0.1:${dead}`, NO_PROXY: 'a.test' };
    const finding = await probe({ url: `http://a.test:${port}/` }, { env });
    expect(finding.checks).toMatchObject([{ status: 'skipped', blockedBy: 'tcp' }]);
  });

  test('proxy: none asks directly only', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using proxy = await proxyServer();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}` };
    const finding = await probe({ url: `http://a.test:${server.port}/`, proxy: 'none' }, { env });
    expect(said(finding)).toEqual(['pass app']);
    expect(proxy.asked).toEqual([]);
  });

  test('a SOCKS proxy is not spoken to; a broken variable is a warning', async () => {
    await using server = await httpServer((_, response) => response.end());
    const url = `http://a.test:${server.port}/`;
    expect(said(await probe({ url }, { env: { all_proxy: 'socks5h://127.0.0.1:1080' } }))).toEqual([
      'unknown app',
    ]);
    expect(said(await probe({ url }, { env: { http_proxy: 'ftp://x' } }))).toEqual([
      'pass app',
      'warn app.proxy-env',
    ]);
  });

  test('what programs read differently is noted', async () => {
    await using server = await httpServer((_, response) => response.end());
    await using proxy = await proxyServer();
    const at = `http://127.0.0.1:${proxy.port}`;
    const url = `http://a.test:${server.port}/`;
    const port = await probe({ url }, { env: { http_proxy: at, NO_PROXY: `a.test:${server.port}` } });
    expect(port.notes).toContain(
      'NO_PROXY has the host with its port: Go and Python heed that, curl does not.',
    );
    const upper = await probe({ url }, { env: { HTTP_PROXY: at } });
    expect(upper.notes).toContain(
      'HTTP_PROXY is set in upper case only: curl ignores it, Go and Python use it.',
    );
    const network = await probe({ url }, { env: { http_proxy: at, NO_PROXY: '127.0.0.0/8' } });
    expect(network.notes.join()).toContain('it counts only for addresses in the URL, not for names');
  });
});

test('a name of cloud metadata is not asked of the proxy: refused, with the rule', async () => {
  await using proxy = await proxyServer();
  const asked = probe(
    { url: 'http://metadata.google.internal/' },
    { env: { http_proxy: `http://127.0.0.1:${proxy.port}` }, names: {} },
  );
  await expect(asked).rejects.toThrow(Refused);
  await expect(asked).rejects.toThrow(/a name of cloud metadata/);
  expect(proxy.asked).toEqual([]);
});
