import { expect, test, vi } from 'vitest';
import { needs } from '../needs.ts';
import { builtProgram, RawProgram } from '../protocol/program.ts';
import { tcpServer } from '../servers/tls-server.ts';
import { serveHttp } from './serve-http.ts';
import { socketsOf } from './left.ts';

const LONG = { timeout: 90_000, ...needs({ linux: true }) };
/** The longest that a walk over all its layers may take, in milliseconds: the sum of its deadlines. */
const LONGEST_MS = 60_000;
/** Octets that each reader would go on reading after: a status line, a TLS record of 16 KiB, a greeting. */
const BEGINNINGS = { http: 'HTTP/1.1 200 OK\r\nx: ', tls: '\u0016\u0003\u0003\u0040\u0000', plain: 'x' };

/** A peer that goes on for ever, a byte a second. */
const forEver = (beginning: string) =>
  tcpServer((socket) => {
    socket.write(beginning, 'latin1');
    const timer = setInterval(() => socket.write('y'), 1_000);
    socket
      .on('close', () => clearInterval(timer))
      .on('error', () => undefined)
      .resume();
  });

test.each([
  ['an HTTP head', 'http', (port: number) => ['http_probe', { url: `http://127.0.0.1:${port}/` }]],
  [
    'an HTTP head, walked to',
    'http',
    (port: number) => ['diagnose', { target: `http://127.0.0.1:${port}/` }],
  ],
  ['a TLS record', 'tls', (port: number) => ['tls_inspect', { host: '127.0.0.1', port }]],
  [
    'a TLS record, walked to',
    'tls',
    (port: number) => ['diagnose', { target: `https://127.0.0.1:${port}/` }],
  ],
  ['a greeting', 'plain', (port: number) => ['diagnose', { target: `mysql://127.0.0.1:${port}` }]],
] as const)(
  '%s, a byte a second for ever: the call ends, and so do its sockets',
  LONG,
  async (_, kind, call) => {
    await using peer = await forEver(BEGINNINGS[kind]);
    using program = new RawProgram(builtProgram());
    await program.initialize();
    await program.ask('tools/list');
    const before = socketsOf(program.child.pid ?? 0);
    const [name, given] = call(peer.port);
    const id = program.request('tools/call', { name, arguments: given });
    const answer = await vi.waitUntil(
      () => program.messages.find((message) => message.id === id),
      LONGEST_MS,
    );
    expect(answer.result?.isError ?? false).toBe(false);
    expect(JSON.stringify(answer.result?.structuredContent)).toMatch(/"status":"(?:fail|warn|unknown)"/);
    await vi.waitFor(() => expect(socketsOf(program.child.pid ?? 0)).toBeLessThanOrEqual(before), 5_000);
    expect(program.stderr).toBe('');
  },
);

test(
  'a client over HTTP that sends its request a byte a second keeps nobody else waiting',
  LONG,
  async () => {
    await using server = await serveHttp();
    const { port } = new URL(server.url);
    const { connect } = await import('node:net');
    const slow = Array.from({ length: 50 }, () =>
      connect(Number(port), '127.0.0.1').on('error', () => undefined),
    );
    for (const socket of slow) socket.write('POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Len');
    const timer = setInterval(() => slow.forEach((socket) => socket.write('g')), 1_000);
    const answer = await server.call('tcp_probe', { host: '127.0.0.1', ports: [Number(port)] });
    expect(await answer.text()).toContain('pass');
    // Node looks at the deadlines of requests every 30 s.
    await vi.waitFor(() => expect(socketsOf(server.pid)).toBeLessThan(10), {
      timeout: 60_000,
      interval: 500,
    });
    clearInterval(timer);
    for (const socket of slow) socket.destroy();
  },
);
