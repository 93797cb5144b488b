import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { held } from '../../soak/held.ts';
import { needs } from '../needs.ts';
import { builtProgram, RawProgram } from '../protocol/program.ts';
import { tcpServer } from '../servers/tls-server.ts';
import { peakOf, socketsOf } from './left.ts';

const MB = 1024 * 1024;
/** Twice what a busy server takes. */
const PEAK = 400 * MB;
const LONG = { timeout: 120_000, ...needs({ linux: true }) };

async function started(): Promise<RawProgram & { readonly pid: number }> {
  const program = new RawProgram(builtProgram());
  await program.initialize();
  return Object.assign(program, { pid: program.child.pid ?? 0 });
}

async function pour(program: RawProgram, piece: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    if (!program.child.stdin.write(piece)) await once(program.child.stdin, 'drain');
  }
}

test.each([
  ['in lines', `${'garbage '.repeat(127)}\n`.repeat(1024)],
  [
    'in lines that look like calls',
    `${'{"jsonrpc":"2.0","method":"tools/call","id":"x'.padEnd(1023, '{')}\n`.repeat(1024),
  ],
  ['in values that are no messages', `[${'1,'.repeat(510)}1]\n`.repeat(1024)],
  ['in one line', 'x'.repeat(MB)],
])('100 MB of garbage %s: memory is bounded, and the next request is answered', LONG, async (_, piece) => {
  using program = await started();
  await pour(program, piece, 100);
  program.write('\n');
  expect((await program.ask('ping')).error).toBeUndefined();
  expect(peakOf(program.pid)).toBeLessThan(PEAK);
});

test(
  'garbage that nobody reads the log of costs no memory, and it is said how much was left out',
  LONG,
  async () => {
    using program = await started();
    program.child.stderr.pause();
    await pour(program, 'garbage\n'.repeat(10_000), 20);
    expect((await program.ask('ping')).error).toBeUndefined();
    expect(peakOf(program.pid)).toBeLessThan(PEAK);
    program.child.stderr.resume();
    await vi.waitFor(async () => {
      program.write('one more\n');
      expect(program.stderr).toMatch(/\d+ lines were left out: nobody read them/);
    }, 10_000);
  },
);

test('10,000 calls that are called off leave nothing, and the next is answered', LONG, async () => {
  await using silent = await tcpServer((socket) => socket.resume());
  using program = await started();
  await program.ask('tools/call', {
    name: 'tcp_probe',
    arguments: { host: '127.0.0.1', ports: [silent.port] },
  });
  const before = held(program.pid);
  for (let n = 0; n < 10_000; n += 1) {
    const name = n % 2 === 0 ? 'tls_inspect' : 'http_probe';
    const given =
      n % 2 === 0 ? { host: '127.0.0.1', port: silent.port } : { url: `http://127.0.0.1:${silent.port}/` };
    const requestId = program.request('tools/call', { name, arguments: given });
    program.send({ method: 'notifications/cancelled', params: { requestId } });
    if (n % 100 === 99) await program.ask('ping');
  }
  const { result } = await program.ask('tools/call', {
    name: 'tcp_probe',
    arguments: { host: '127.0.0.1', ports: [silent.port] },
  });
  expect(result?.structuredContent).toMatchObject({ status: 'pass' });
  await vi.waitFor(() => expect(held(program.pid).handles).toBeLessThanOrEqual(before.handles + 2), 20_000);
  expect(held(program.pid).children).toBe(0);
  expect(peakOf(program.pid)).toBeLessThan(PEAK);
});

test('200 calls that wait are called off, and their sockets close', LONG, async () => {
  await using silent = await tcpServer((socket) => socket.resume());
  using program = await started();
  await program.ask('tools/call', {
    name: 'tcp_probe',
    arguments: { host: '127.0.0.1', ports: [silent.port] },
  });
  const before = socketsOf(program.pid);
  const ids = Array.from({ length: 200 }, () =>
    program.request('tools/call', {
      name: 'tls_inspect',
      arguments: { host: '127.0.0.1', port: silent.port },
    }),
  );
  await vi.waitFor(() => expect(socketsOf(program.pid)).toBeGreaterThan(before + 5), 10_000);
  for (const requestId of ids) program.send({ method: 'notifications/cancelled', params: { requestId } });
  await vi.waitFor(() => expect(socketsOf(program.pid)).toBeLessThanOrEqual(before), 10_000);
});
