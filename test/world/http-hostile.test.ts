import type { Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { HttpExchange, type HttpRequest } from '../../src/core/world/http.ts';
import { http } from '../../src/world/vantage/local/http.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';
import { alpnH2Server, h2Server, identity, rawServer } from '../servers/http-server.ts';
import { tcpServer, tlsServer } from '../servers/tls-server.ts';

const verb = http(thisMachine(addressPolicy()));

async function ask(url: string, more: Partial<HttpRequest> = {}, signal = new AbortController().signal) {
  const reply = await verb({ url, method: 'GET', address: '127.0.0.1', timeoutMs: 1500, ...more }, signal);
  HttpExchange.parse(reply);
  return reply;
}

const escaped: unknown[] = [];
const note = (error: unknown): unknown => escaped.push(error);
process.on('uncaughtException', note).on('unhandledRejection', note);
afterAll(() => {
  process.off('uncaughtException', note).off('unhandledRejection', note);
});

describe('answers that are no HTTP', () => {
  const mysql = Buffer.concat([
    Buffer.from([0x4a, 0, 0, 1]),
    Buffer.from([0xff, 0x6a, 0x04]),
    Buffer.from("Host '10.0.0.7' is not allowed to connect to this MySQL server"),
  ]);
  mysql[0] = mysql.length - 4;
  mysql[3] = 0;
  test.each<[string, string | Buffer, object]>([
    ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n', { looksLike: 'ssh', excerpt: 'SSH-2.0-OpenSSH_9.2\r\n' }],
    ['a TLS alert', Buffer.from([21, 3, 3, 0, 2, 2, 10]), { looksLike: 'tls' }],
    [
      'HTTP/2 without TLS',
      Buffer.from([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100]),
      { looksLike: 'http2' },
    ],
    [
      'MySQL 1130',
      mysql,
      { looksLike: 'mysql', refusal: { product: 'mysql', reason: 'host-not-allowed', code: '1130' } },
    ],
    [
      'Redis in protected mode',
      '-DENIED Redis is running in protected mode because protected mode is enabled\r\n',
      { looksLike: 'redis', refusal: { product: 'redis', reason: 'protected-mode' } },
    ],
    ['garbage', Buffer.alloc(300, 0x07), {}],
    ['one byte', 'x', {}],
    ['a page without a head', '<html>hello</html>', { looksLike: 'http' }],
  ])('%s', async (_, bytes, expected) => {
    await using server = await rawServer(bytes, 'close');
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply).toMatchObject({ outcome: 'not-http', ...expected });
    expect(reply.status).toBe(undefined);
  });

  test('endless garbage ends at once, with a short excerpt', async () => {
    await using server = await rawServer(flood(Buffer.alloc(65536, 'Z')));
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply.outcome).toBe('not-http');
    expect(reply.excerpt).toBe('Z'.repeat(512));
  });
});

describe('HTTP that breaks its rules or our bounds', () => {
  test.each<[string, string, string]>([
    ['a version of its own', 'HTTP/3.0 200 OK\r\n\r\n', 'the status line names version 3.0'],
    ['no status', 'HTTP/1.1 OK\r\n\r\n', 'the status line breaks the grammar'],
    ['a status below 100', 'HTTP/1.1 099 No\r\n\r\n', 'the status is below 100'],
    ['a header without colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n', 'a header line breaks the grammar'],
    ['a space before the colon', 'HTTP/1.1 200 OK\r\nA : b\r\n\r\n', 'a header line breaks the grammar'],
    ['NUL in a value', 'HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n', 'a header line breaks the grammar'],
    [
      'a bare CR in a value',
      'HTTP/1.1 200 OK\r\nA: b\rSet-Cookie: c\r\n\r\n',
      'a header line breaks the grammar',
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      'Content-Length is given twice, and differs',
    ],
    [
      'an upgrade, unasked',
      'HTTP/1.1 101 Switching Protocols\r\n\r\n',
      'the answer switches protocols, unasked',
    ],
  ])('%s is malformed', async (_, answer, detail) => {
    await using server = await rawServer(answer, 'close');
    expect(await ask(`http://127.0.0.1:${server.port}/`)).toMatchObject({ outcome: 'malformed', detail });
  });

  test('other control characters in values are kept, as clients do, and the answer counts', async () => {
    await using server = await rawServer(
      'HTTP/1.1 204 No\u0007 Content\r\nServer: a\u001b[31mb\r\n\r\n',
      'close',
    );
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply).toMatchObject({ outcome: 'response', status: 204 });
    expect(reply.headers).toContainEqual({ name: 'server', value: 'a\u001b[31mb' });
  });

  test('what is shown of a malformed head has no secrets', async () => {
    const head =
      'HTTP/1.1 200 OK\r\nSet-Cookie: sid=verysecret; Path=/\r\nLocation: /a?token=verysecret\r\nbroken\r\n\r\n';
    await using server = await rawServer(head, 'close');
    const { outcome, excerpt } = await ask(`http://127.0.0.1:${server.port}/`);
    expect(outcome).toBe('malformed');
    expect(excerpt).toContain('Set-Cookie: sid=REDACTED');
    expect(excerpt).not.toContain('verysecret');
  });

  test('an endless header is given up at 64 KiB', async () => {
    await using server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX: ');
      flood(Buffer.alloc(65536, 'a'))(socket);
    });
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply).toMatchObject({ outcome: 'too-large', detail: 'the head exceeds 64 KiB' });
  });

  test('a storm of 100 Continue is given up', async () => {
    await using server = await rawServer(flood(Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000))));
    expect(await ask(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'too-large',
      detail: 'too many interim answers',
    });
  });

  test('an endless body is read to 16 KiB and no further', async () => {
    let written = 0;
    await using server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      flood(Buffer.alloc(65536, 'b'), (size) => (written += size))(socket);
    });
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply.body?.end).toBe('enough');
    expect(reply.body?.bytes).toBeLessThan(512 * 1024);
    expect(written).toBeGreaterThan(0);
  });

  test.each([
    ['a chunk of 2^52 bytes', '10000000000000\r\nabc', { end: 'stalled', bytes: 3 }],
    ['a chunk size beyond all numbers', `${'f'.repeat(40)}\r\nabc`, { end: 'malformed' }],
    ['a chunk size that is none', 'zz\r\nabc', { end: 'malformed' }],
    ['a chunk longer than it says', '2\r\nabc\r\n0\r\n\r\n', { end: 'malformed' }],
    ['a chunk extension without end', `1;${'e'.repeat(9000)}`, { end: 'malformed' }],
  ])('%s: the answer counts, its body is told', async (_, body, expected) => {
    await using server = await rawServer(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${body}`);
    const reply = await ask(`http://127.0.0.1:${server.port}/`, { timeoutMs: 600 });
    expect(reply).toMatchObject({ outcome: 'response', status: 200, body: expected });
  });
});

describe('peers that do not answer', () => {
  test('silence after the request is no-reply, and takes no longer than the deadline', async () => {
    await using server = await rawServer(() => {});
    const reply = await ask(`http://127.0.0.1:${server.port}/`, { timeoutMs: 300 });
    expect(reply.outcome).toBe('no-reply');
    expect(reply.timings.connect).toBeDefined();
    expect(reply.timings.total).toBeLessThan(1500);
  });

  test('one byte after the other: incomplete at the deadline', async () => {
    await using server = await rawServer((socket) => {
      const bytes = [...'HTTP/1.1 200 OK\r\nX: slow'];
      const timer = setInterval(() => socket.write(bytes.shift() ?? 'z'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const reply = await ask(`http://127.0.0.1:${server.port}/`, { timeoutMs: 400 });
    expect(reply.outcome).toBe('incomplete');
    expect(reply.timings.firstByte).toBeDefined();
  });

  test('closing or resetting after the request are told apart', async () => {
    await using closes = await rawServer((socket) => socket.end());
    await using resets = await rawServer((socket) => socket.resetAndDestroy());
    await using cuts = await rawServer('HTTP/1.1 200 O', 'close');
    expect(await ask(`http://127.0.0.1:${closes.port}/`)).toMatchObject({ outcome: 'closed' });
    expect(await ask(`http://127.0.0.1:${resets.port}/`)).toMatchObject({
      outcome: 'reset',
      errno: 'ECONNRESET',
    });
    expect(await ask(`http://127.0.0.1:${cuts.port}/`)).toMatchObject({
      outcome: 'closed',
      detail: 'closed inside the head',
      headBytes: 14,
      excerpt: 'HTTP/1.1 200 O',
    });
  });

  test('a reset inside the head says how much of it came', async () => {
    const head = 'HTTP/1.1 200 OK\r\nSet-Cookie: id=secret\r\n';
    await using server = await rawServer((socket) => {
      socket.write(head);
      setTimeout(() => socket.resetAndDestroy(), 100);
    });
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply).toMatchObject({ outcome: 'reset', errno: 'ECONNRESET', headBytes: head.length });
    expect(reply.excerpt).toContain('HTTP/1.1 200 OK');
    expect(reply.excerpt).not.toContain('secret');
  });

  test('an interim answer and no more is no begun head', async () => {
    await using server = await rawServer('HTTP/1.1 103 Early Hints\r\n\r\n', 'close');
    const reply = await ask(`http://127.0.0.1:${server.port}/`);
    expect(reply).toMatchObject({ outcome: 'closed', interim: [103] });
    expect(reply.headBytes).toBe(undefined);
  });

  test('a closed port is a failed connection', async () => {
    const server = await rawServer('');
    await server[Symbol.asyncDispose]();
    expect(await ask(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'connect-failed',
      errno: 'ECONNREFUSED',
    });
  });

  test.each<[string, (socket: Socket) => void, string]>([
    [
      'plain text on a TLS port',
      (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'ERR_SSL_WRONG_VERSION_NUMBER',
    ],
    ['silence', () => {}, 'timeout'],
    ['a reset', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['a close', (socket) => socket.end(), 'ECONNRESET'],
  ])('in the TLS handshake: %s', async (_, serve, detail) => {
    await using server = await tcpServer((socket) => {
      socket.once('data', () => serve(socket));
    });
    expect(await ask(`https://127.0.0.1:${server.port}/`, { timeoutMs: 400 })).toMatchObject({
      outcome: 'tls-failed',
      detail,
    });
  });

  test('a client certificate that is missed after the TLS 1.3 handshake is a TLS failure', async () => {
    await using server = await tlsServer({
      ...identity,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
    });
    expect(await ask(`https://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'tls-failed',
      detail: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    });
  });
});

describe('HTTP/2 peers', () => {
  test.each([
    [2, 'HTTP/2 RST_STREAM INTERNAL_ERROR'],
    [7, 'HTTP/2 RST_STREAM REFUSED_STREAM'],
    [11, 'HTTP/2 RST_STREAM ENHANCE_YOUR_CALM'],
  ])('RST_STREAM %i', async (code, detail) => {
    await using server = await h2Server((h2) => h2.on('stream', (stream) => stream.close(code)));
    expect(await ask(`https://127.0.0.1:${server.port}/`)).toMatchObject({ outcome: 'reset', detail });
  });

  test('GOAWAY with an error, and GOAWAY without', async () => {
    await using angry = await h2Server((h2) => h2.on('session', (session) => session.goaway(11)));
    await using polite = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        stream.session?.goaway(0, 0);
        stream.session?.destroy();
      }),
    );
    expect(await ask(`https://127.0.0.1:${angry.port}/`)).toMatchObject({
      outcome: 'reset',
      detail: 'HTTP/2 GOAWAY ENHANCE_YOUR_CALM',
    });
    expect(await ask(`https://127.0.0.1:${polite.port}/`)).toMatchObject({ outcome: 'closed' });
  });

  test('a server that wants HTTP/1.1 is asked again that way', async () => {
    await using server = await h2Server(
      (h2) => {
        h2.on('stream', (stream) => stream.close(13));
        h2.on('request', (request, response) => {
          if (request.httpVersion === '1.1') response.end('by one');
        });
      },
      { allowHTTP1: true },
    );
    expect(await ask(`https://127.0.0.1:${server.port}/`)).toMatchObject({
      outcome: 'response',
      protocol: 'http/1.1',
      excerpt: 'by one',
      connections: 2,
    });
  });

  test('silence is no-reply; a deadline in the body leaves the answer standing', async () => {
    await using silent = await h2Server((h2) => h2.on('stream', () => {}));
    await using stalls = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        stream.respond({ ':status': 200, 'content-length': '99' });
        stream.write('abc');
      }),
    );
    expect(await ask(`https://127.0.0.1:${silent.port}/`, { timeoutMs: 400 })).toMatchObject({
      outcome: 'no-reply',
    });
    expect(await ask(`https://127.0.0.1:${stalls.port}/`, { timeoutMs: 400 })).toMatchObject({
      outcome: 'response',
      body: { end: 'stalled', bytes: 3, announced: 99 },
    });
  });

  test('an endless body, and one that is reset', async () => {
    await using endless = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        stream.respond({ ':status': 200 });
        const more = (): void => {
          while (!stream.destroyed && stream.write(Buffer.alloc(65536, 'e')));
        };
        stream.on('drain', more);
        more();
      }),
    );
    await using resets = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        stream.respond({ ':status': 200, 'content-length': '99' });
        stream.write('abc', () => setTimeout(() => stream.close(2), 50));
      }),
    );
    await using hangsUp = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        stream.respond({ ':status': 200 });
        stream.write('abc', () => setTimeout(() => stream.session?.socket.destroy(), 50));
      }),
    );
    expect((await ask(`https://127.0.0.1:${endless.port}/`)).body?.end).toBe('enough');
    expect((await ask(`https://127.0.0.1:${hangsUp.port}/`)).body).toEqual({ bytes: 3, end: 'reset' });
    expect(await ask(`https://127.0.0.1:${resets.port}/`)).toMatchObject({
      outcome: 'response',
      status: 200,
      body: { bytes: 3, end: 'reset' },
    });
  });

  test.each<[string, string | Buffer, object]>([
    ['HTTP/1.1', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', { outcome: 'not-http' }],
    ['garbage', Buffer.alloc(500, 0xff), { outcome: 'not-http' }],
    [
      'a frame larger than allowed',
      Buffer.concat([
        Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
        Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1]),
      ]),
      { outcome: 'malformed' },
    ],
  ])('that agree on h2 and answer with %s', async (_, bytes, expected) => {
    await using server = await alpnH2Server((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.write(bytes));
    });
    expect(await ask(`https://127.0.0.1:${server.port}/`)).toMatchObject(expected);
  });

  test('a header list beyond our bound, and a storm of interim answers', async () => {
    await using large = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        const headers = Object.fromEntries(
          Array.from({ length: 2000 }, (_, at) => [`x-${at}`, 'v'.repeat(100)]),
        );
        stream.respond({ ':status': 200, ...headers });
      }),
    );
    await using storm = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        for (let n = 0; n < 200 && !stream.destroyed; n++) stream.additionalHeaders({ ':status': 103 });
      }),
    );
    expect(await ask(`https://127.0.0.1:${large.port}/`)).toMatchObject({
      outcome: 'too-large',
      headers: [],
    });
    const reply = await ask(`https://127.0.0.1:${storm.port}/`);
    expect(reply).toMatchObject({ outcome: 'too-large', detail: 'too many interim answers' });
    expect(reply.interim).toHaveLength(21);
  });

  test('150 headers are no offence', async () => {
    await using server = await h2Server((h2) =>
      h2.on('stream', (stream) => {
        const headers = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`x-${at}`, 'v']));
        stream.respond({ ':status': 200, ...headers }, { endStream: true });
      }),
    );
    const reply = await ask(`https://127.0.0.1:${server.port}/`);
    expect(reply.outcome).toBe('response');
    expect(reply.headers).toHaveLength(100);
  });
});

describe('calling it off', () => {
  test.each(['http', 'https'])('over %s the verb rejects with the reason, and hangs up', async (scheme) => {
    let closed: () => void = () => {};
    const hungUp = new Promise<void>((resolve) => (closed = resolve));
    await using server = await tcpServer((socket) => {
      socket.on('close', () => closed());
      socket.resume();
    });
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = ask(`${scheme}://127.0.0.1:${server.port}/`, { timeoutMs: 10_000 }, controller.signal);
    setTimeout(() => controller.abort(reason), 100);
    await expect(asked).rejects.toBe(reason);
    await hungUp;
  });

  test('before it began nothing is sent', async () => {
    await using server = await tcpServer(() => {});
    await expect(
      ask(`http://127.0.0.1:${server.port}/`, {}, AbortSignal.abort(new Error('no'))),
    ).rejects.toThrow('no');
    expect(server.connections).toBe(0);
  });

  test('while the body stalls', async () => {
    await using server = await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n');
    const controller = new AbortController();
    const asked = ask(`http://127.0.0.1:${server.port}/`, {}, controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 100);
    await expect(asked).rejects.toThrow('enough');
  });
});

// The last test of the file: it speaks for all of them.
test('no error escaped anywhere above', () => expect(escaped).toEqual([]));

/** Writes the same bytes for as long as the peer takes them. */
function flood(bytes: Buffer, wrote: (size: number) => void = () => {}): (socket: Socket) => void {
  return (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.writable && socket.write(bytes)) wrote(bytes.length);
    };
    socket.on('drain', more);
    more();
  };
}
