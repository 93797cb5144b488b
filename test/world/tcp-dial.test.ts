import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { Dial } from '../../src/core/world/dial.ts';
import { connectOutcome } from '../../src/world/vantage/local/connect-outcome.ts';
import { dial } from '../../src/world/vantage/local/dial.ts';
import { loudly, quietly } from '../../src/world/vantage/local/quiet-window.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';
import { needs } from '../needs.ts';

const never = new AbortController().signal;
const setting = thisMachine(addressPolicy());
const call = dial(setting);
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close() && once(server, 'close')));
});

async function listen(host = '127.0.0.1'): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port on which nothing listens: one that was just given back. */
async function closedPort(): Promise<number> {
  const port = await listen();
  const server = servers.pop();
  server?.close();
  if (server) await once(server, 'close');
  return port;
}

describe('dialling', () => {
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('%s where something listens', async (address) => {
    const port = await listen(address === '::1' ? '::1' : '127.0.0.1');
    const seen = await call({ address, port, timeoutMs: 2_000 }, never);
    expect(Dial.parse(seen)).toEqual(seen);
    expect(seen).toMatchObject({ address, port, outcome: 'open', localPort: expect.any(Number) });
    expect(seen.errno).toBeUndefined();
  });

  test('a closed port', async () => {
    const port = await closedPort();
    const seen = await call({ address: '127.0.0.1', port, timeoutMs: 2_000 }, never);
    expect(seen).toMatchObject({ outcome: 'refused', errno: 'ECONNREFUSED' });
    expect(seen.local).toBeUndefined();
  });

  test('what the policy refuses is not contacted', async () => {
    const request = { address: '169.254.169.254', port: 80, timeoutMs: 2_000 };
    expect(await call(request, never)).toEqual({
      address: '169.254.169.254',
      port: 80,
      outcome: 'not-allowed',
      ms: 0,
      rule: expect.stringContaining('169.254.0.0/16'),
    });
    expect(await call({ ...request, address: 'localhost' }, never)).toMatchObject({
      rule: 'not an IP address',
    });
  });

  test('called off before and while it waits its turn', async () => {
    const port = await listen();
    const request = { address: '127.0.0.1', port, timeoutMs: 2_000 };
    const reason = new Error('called off');
    await expect(call(request, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(call({ ...request, quiet: true }, AbortSignal.abort(reason))).rejects.toBe(reason);
    // The turn it gave up is passed on.
    expect(await call({ ...request, quiet: true }, never)).toMatchObject({ outcome: 'open' });
  });
});

describe('a quiet attempt', needs({ linux: true }), () => {
  test('counts what the kernel did around it', async () => {
    const port = await closedPort();
    const { counters } = await call({ address: '127.0.0.1', port, timeoutMs: 2_000, quiet: true }, never);
    expect(counters).toMatchObject({ icmpTimeExceededIn: 0, overlapped: false });
    // Another program of this machine may fail an attempt at the same moment.
    expect(counters?.attemptFails).toBeGreaterThanOrEqual(1);
  });

  test('says when another probe of this process ran meanwhile', async () => {
    const port = await closedPort();
    const { promise, resolve } = Promise.withResolvers<void>();
    const other = loudly(() => promise);
    const seen = await call({ address: '127.0.0.1', port, timeoutMs: 2_000, quiet: true }, never);
    resolve();
    await other;
    expect(seen.counters?.overlapped).toBe(true);
  });

  test('has no counters where they cannot be read', async () => {
    const port = await closedPort();
    const blind = dial({ ...setting, files: { ...setting.files, proc: '/nonexistent' } });
    const seen = await blind({ address: '127.0.0.1', port, timeoutMs: 2_000, quiet: true }, never);
    expect(seen).toMatchObject({ outcome: 'refused' });
    expect(seen.counters).toBeUndefined();
  });

  test('waits for another quiet one, and a failed one does not hold up the next', async () => {
    const order: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = quietly(async () => {
      order.push('first in');
      await promise;
      order.push('first out');
      throw new Error('broken');
    }, never);
    const second = quietly(
      async (overlapped) => order.push(`second, overlapped ${String(overlapped())}`),
      never,
    );
    resolve();
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(order).toEqual(['first in', 'first out', 'second, overlapped false']);
  });
});

describe('what an errno says', () => {
  test.each([
    ['ECONNREFUSED', false, 'refused'],
    ['ECONNRESET', false, 'reset'],
    ['ETIMEDOUT', false, 'timeout'],
    ['EHOSTUNREACH', false, 'unreachable'],
    ['ENETUNREACH', false, 'unreachable'],
    ['EACCES', false, 'unreachable'],
    ['EHOSTUNREACH', true, 'no-route'],
    ['ENETUNREACH', true, 'no-route'],
    ['EINVAL', true, 'no-route'],
    ['EACCES', true, 'not-permitted'],
    ['EPERM', true, 'not-permitted'],
    ['EADDRNOTAVAIL', true, 'exhausted'],
    ['EMFILE', true, 'exhausted'],
    ['EPERM', false, 'error'],
    ['EWHATEVER', false, 'error'],
    ['constructor', true, 'error'],
  ] as const)('%s, local %s: %s', (errno, local, outcome) => {
    expect(connectOutcome(errno, local)).toBe(outcome);
  });
});
