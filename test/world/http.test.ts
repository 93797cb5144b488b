import { describe, expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { parseCidr } from '../../src/core/address/cidr.ts';
import { HttpExchange, type HttpRequest } from '../../src/core/world/http.ts';
import { http } from '../../src/world/vantage/local/http.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';
import { h2Server, httpServer, httpsServer, rawServer } from '../servers/http-server.ts';
import { proxyServer } from '../servers/http-proxy.ts';
import manifest from '../../package.json' with { type: 'json' };

const verb = http(thisMachine(addressPolicy()));
const signal = new AbortController().signal;

/** Asks, and insists that the answer has the shape of the port. */
async function ask(url: string, more: Partial<HttpRequest> = {}) {
  const reply = await verb({ url, method: 'GET', address: '127.0.0.1', timeoutMs: 3000, ...more }, signal);
  HttpExchange.parse(reply);
  return reply;
}
const header = (reply: HttpExchange, name: string) => reply.headers.find((h) => h.name === name)?.value;

describe('one request', () => {
  test('of HTTP/1.1 in plain text: what is sent, what comes back', async () => {
    let seen = '';
    await using server = await httpServer((request, response) => {
      seen = JSON.stringify([request.method, request.url, request.headers]);
      response.writeHead(200, { 'X-Thing': 'a', Date: 'Mon, 23 Nov 2026 04:00:00 GMT' }).end('hello');
    });
    const reply = await ask(`http://a.test:${server.port}/p/../q?x=1#frag`);
    expect(reply).toMatchObject({
      url: `http://a.test:${server.port}/q?x=1`,
      outcome: 'response',
      protocol: 'http/1.1',
      status: 200,
      reason: 'OK',
      excerpt: 'hello',
      body: { bytes: 5, end: 'complete' },
      connections: 1,
    });
    expect(header(reply, 'date')).toBe('Mon, 23 Nov 2026 04:00:00 GMT');
    const [method, path, headers] = JSON.parse(seen);
    expect([method, path]).toEqual(['GET', '/p/../q?x=1']);
    expect(headers).toEqual({
      host: `a.test:${server.port}`,
      'user-agent': `layerwalk/${manifest.version}`,
      accept: '*/*',
    });
    expect(Object.keys(reply.timings)).toEqual(['connect', 'firstByte', 'total']);
    expect(server.connections).toBe(1);
  });

  test('of HTTP/1.1 over TLS, with the host of the URL as SNI', async () => {
    let sni: unknown;
    await using server = await httpsServer((request, response) => {
      sni = 'servername' in request.socket ? request.socket.servername : undefined;
      response.end('hi');
    });
    const reply = await ask(`https://a.test.:${server.port}/`);
    expect(reply).toMatchObject({ outcome: 'response', protocol: 'http/1.1', status: 200, excerpt: 'hi' });
    expect(sni).toBe('a.test');
    expect(reply.timings.tls).toBeGreaterThan(0);
  });

  test('of HTTP/2 where ALPN agrees on it', async () => {
    let headers: object = {};
    await using server = await h2Server((h2) => {
      h2.on('stream', (stream, sent) => {
        headers = { ...sent };
        stream.additionalHeaders({ ':status': 103, link: '</a>' });
        stream.respond({ ':status': 404, server: 'envoy' });
        stream.end('nope');
      });
    });
    const reply = await ask(`https://a.test:${server.port}/q?x=1`);
    expect(reply).toMatchObject({
      outcome: 'response',
      protocol: 'h2',
      status: 404,
      interim: [103],
      excerpt: 'nope',
      body: { bytes: 4, end: 'complete' },
    });
    expect(header(reply, 'server')).toBe('envoy');
    expect(headers).toMatchObject({
      ':method': 'GET',
      ':path': '/q?x=1',
      ':authority': `a.test:${server.port}`,
      'user-agent': `layerwalk/${manifest.version}`,
    });
  });

  test.each(['http', 'https'])('HEAD over %s asks for no body and reads none', async (scheme) => {
    let method = '';
    const serve = (
      request: { method?: string | undefined },
      response: { setHeader(n: string, v: string): void; end(): void },
    ) => {
      method = request.method ?? '';
      response.setHeader('content-length', '1000');
      response.end();
    };
    await using server =
      scheme === 'http' ? await httpServer(serve) : await h2Server((h2) => h2.on('request', serve));
    const reply = await ask(`${scheme}://127.0.0.1:${server.port}/`, { method: 'HEAD' });
    expect(reply).toMatchObject({ outcome: 'response', status: 200, method: 'HEAD' });
    expect(reply.body).toBe(undefined);
    expect(method).toBe('HEAD');
  });

  test('interim answers are passed over and told', async () => {
    await using server = await rawServer(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
      'close',
    );
    expect(await ask(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'response',
      status: 204,
      interim: [100, 103],
    });
  });

  test('of a large body only the beginning is read, and it is told that there is more', async () => {
    await using server = await httpServer((_, response) => response.end(Buffer.alloc(5_000_000, 'x')));
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply.body).toMatchObject({ end: 'enough', announced: 5_000_000 });
    expect(reply.body?.bytes).toBeLessThan(256 * 1024);
    expect(reply.excerpt).toBe('x'.repeat(512));
  });

  test('chunks are decoded', async () => {
    await using server = await httpServer((_, response) => {
      response.write('one ');
      response.write('two ');
      response.end('three');
    });
    expect(await ask(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      excerpt: 'one two three',
      body: { bytes: 13, end: 'complete' },
    });
  });

  test('a body that stops is told from one that ends early', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc';
    await using stalls = await rawServer(head);
    await using cuts = await rawServer(head, 'close');
    const [stalled, cut] = await Promise.all(
      [stalls, cuts].map(({ port }) => ask(`http://127.0.0.1:${port}/`, { timeoutMs: 800 })),
    );
    expect(stalled).toMatchObject({
      outcome: 'response',
      body: { bytes: 3, end: 'stalled', announced: 100 },
    });
    expect(cut).toMatchObject({ outcome: 'response', body: { bytes: 3, end: 'cut', announced: 100 } });
  });
});

describe('what may be shown', () => {
  test('secrets in headers and in the URL are redacted; where it points on is given apart, as sent', async () => {
    await using server = await httpServer((_, response) => {
      response.setHeader('Set-Cookie', ['sid=s3cr3t; Path=/', 'a=b']);
      response.setHeader('Location', '/next?token=s3cr3t&x=1');
      response.setHeader('X-Api-Key', 's3cr3t');
      response.setHeader('X-Note', 'Bearer s3cr3ts3cr3t and https://u:s3cr3t@h.test/');
      response.setHeader('WWW-Authenticate', 'Bearer realm="x"');
      response.writeHead(302).end('see https://h.test/?api_key=s3cr3t');
    });
    const { location, ...reply } = await ask(`http://127.0.0.1:${server.port}/?token=s3cr3t`);
    expect(location).toBe('/next?token=s3cr3t&x=1');
    expect(JSON.stringify(reply)).not.toContain('s3cr3t');
    expect(header(reply, 'set-cookie')).toBe('sid=REDACTED; Path=/');
    expect(header(reply, 'location')).toBe('/next?token=REDACTED&x=1');
    expect(header(reply, 'www-authenticate')).toBe('Bearer realm="x"');
  });

  test('headers are at most 100, their values capped; a compressed body is not excerpted', async () => {
    const many = Array.from({ length: 300 }, (_, at) => `X-${at}: ${'v'.repeat(150)}\r\n`).join('');
    await using server = await rawServer(
      `HTTP/1.1 200 OK\r\nX-Long: ${'l'.repeat(3000)}\r\nContent-Encoding: gzip\r\n${many}\r\nbinary`,
      'close',
    );
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply.headers).toHaveLength(100);
    expect(header(reply, 'x-long')).toBe(`${'l'.repeat(500)}…`);
    expect(reply.excerpt).toBe(undefined);
  });
});

describe('through a proxy', () => {
  test('CONNECT for https: the tunnel is the target’s, TLS and all', async () => {
    await using server = await h2Server((h2) => h2.on('request', (_, response) => response.end('inside')));
    await using proxy = await proxyServer();
    const reply = await ask(`https://a.test:${server.port}/`, { proxy: `http://127.0.0.1:${proxy.port}` });
    expect(reply).toMatchObject({
      outcome: 'response',
      proxy: `http://127.0.0.1:${proxy.port}`,
      proxyStatus: 200,
      protocol: 'h2',
      excerpt: 'inside',
    });
    expect(Object.keys(reply.timings)).toEqual(['connect', 'proxy', 'tls', 'firstByte', 'total']);
    expect(proxy.asked[0]).toMatch(
      new RegExp(
        `^CONNECT a.test:${server.port} HTTP/1.1\r\nHost: a.test:${server.port}\r\nUser-Agent: layerwalk/`,
      ),
    );
  });

  test('absolute-form for http', async () => {
    await using server = await httpServer((request, response) => response.end(request.url));
    await using proxy = await proxyServer();
    const reply = await ask(`http://a.test:${server.port}/q?x`, { proxy: `http://127.0.0.1:${proxy.port}` });
    expect(reply).toMatchObject({ outcome: 'response', status: 200, excerpt: '/q?x' });
    expect(reply.proxyStatus).toBe(undefined);
    expect(proxy.asked[0]).toMatch(/^GET http:\/\/a\.test:\d+\/q\?x HTTP\/1\.1\r\n/);
  });

  test.each([
    ['HTTP/1.1 403 Forbidden\r\nServer: squid\r\n\r\n', { outcome: 'proxy-refused', proxyStatus: 403 }],
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', { outcome: 'proxy-refused', proxyStatus: 407 }],
    ['SSH-2.0-x\r\n', { outcome: 'proxy-failed', detail: 'not-http', looksLike: 'ssh' }],
    ['close', { outcome: 'proxy-failed', detail: 'closed' }],
    ['silent', { outcome: 'proxy-silent' }],
    [
      'HTTP/1.1 200 OK\r\n\r\n220 mail.test ESMTP\r\n',
      { outcome: 'tls-failed', detail: 'bytes before the TLS hello' },
    ],
  ])('a proxy that answers CONNECT with %j', async (manner, expected) => {
    await using proxy = await proxyServer(manner);
    const reply = await ask('https://a.test/', { proxy: `http://127.0.0.1:${proxy.port}`, timeoutMs: 500 });
    expect(reply).toMatchObject(expected);
    expect(reply.status).toBe(undefined);
  });

  test('an https proxy is spoken to over TLS, and the tunnel runs inside', async () => {
    const { createServer } = await import('node:tls');
    const { connect } = await import('node:net');
    const { identity } = await import('../servers/http-server.ts');
    await using server = await httpsServer((_, response) => response.end('deep'));
    const proxy = createServer(identity, (client) => {
      client.on('error', () => {});
      client.once('data', () => {
        const upstream = connect(server.port, '127.0.0.1');
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client
          .pipe(upstream)
          .on('error', () => {})
          .pipe(client);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const reply = await ask(`https://a.test:${server.port}/`, { proxy: `https://127.0.0.1:${port}` });
    proxy.close();
    expect(reply).toMatchObject({ outcome: 'response', excerpt: 'deep', proxyStatus: 200 });
  });
});

describe('the address policy', () => {
  test.each([
    ['169.254.169.254', 'http://a.test/', undefined],
    ['::ffff:169.254.169.254', 'http://a.test/', undefined],
    ['127.0.0.1', 'http://169.254.169.254/latest', 'http://127.0.0.1:1'],
    ['127.0.0.1', 'https://[fd00:ec2::254]/', 'http://127.0.0.1:1'],
    ['127.0.0.1', 'http://Metadata.Google.Internal./', 'http://127.0.0.1:1'],
  ])('refuses %s for %s through %s, and sends nothing', async (address, url, proxy) => {
    const reply = await ask(url, { address, ...(proxy !== undefined && { proxy }) });
    expect(reply).toMatchObject({ outcome: 'not-allowed', connections: 0 });
    expect(reply.rule).toBeTruthy();
  });

  test('a denied range counts for the proxy’s own address, too', async () => {
    await using proxy = await proxyServer();
    const range = parseCidr('127.0.0.0/8');
    const strict = http(thisMachine(addressPolicy({ deny: range ? [range] : [] })));
    const request = { url: 'https://a.test/', method: 'GET', address: '127.0.0.1', timeoutMs: 500 } as const;
    const reply = await strict({ ...request, proxy: `http://127.0.0.1:${proxy.port}` }, signal);
    expect(reply).toMatchObject({ outcome: 'not-allowed', rule: '--deny-cidr 127.0.0.0/8' });
    expect(proxy.asked).toEqual([]);
  });
});

test('a URL or proxy that is none is bad input', async () => {
  await expect(ask('ftp://a.test/')).rejects.toThrow('Not an HTTP URL');
  await expect(ask('redis://a.test/')).rejects.toThrow('Not an HTTP URL');
  await expect(ask('http://u:p@a.test/')).rejects.toThrow('carries credentials');
  await expect(ask('http://a.test/', { proxy: 'socks5://127.0.0.1:1' })).rejects.toThrow('Not an HTTP proxy');
});
