import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { Sniff } from '../../src/core/world/sniff.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';
import { sniff } from '../../src/world/vantage/local/sniff.ts';

const never = new AbortController().signal;
const call = sniff(thisMachine(addressPolicy()));
const servers: Server[] = [];
const peers: Socket[] = [];

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close() && once(server, 'close')));
});

/** A server that treats each connection so; gives its port. */
async function serve(treat: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    peers.push(socket.on('error', () => {}));
    treat(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const hear = async (port: number, waitMs = 300, signal = never): Promise<Sniff> =>
  Sniff.parse(await call({ address: '127.0.0.1', port, timeoutMs: 2_000, waitMs }, signal));
const text = (seen: Sniff): string => Buffer.from(seen.bytes ?? '', 'base64').toString('latin1');

describe('listening to what a server says first', () => {
  test('a greeting, whose protocol is named', async () => {
    const seen = await hear(await serve((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(seen).toMatchObject({ outcome: 'bytes', protocol: 'ssh', dial: { outcome: 'open' } });
    expect(text(seen)).toBe('SSH-2.0-OpenSSH_9.2\r\n');
    expect(seen.end).toBeUndefined();
  });

  test('a greeting in two pieces, and the goodbye after it', async () => {
    const port = await serve((socket) => {
      socket.setNoDelay(true);
      socket.write('220 mail.example ');
      setTimeout(() => socket.end('ESMTP\r\n'), 5);
    });
    const seen = await hear(port);
    expect(text(seen)).toBe('220 mail.example ESMTP\r\n');
    expect(seen).toMatchObject({ outcome: 'bytes', protocol: 'smtp', end: 'closed' });
  });

  test('a MySQL greeting', async () => {
    const body = Buffer.concat([Buffer.from([10]), Buffer.from('8.0.36\0'), Buffer.alloc(60)]);
    const seen = await hear(
      await serve((socket) => socket.write(Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]))),
    );
    expect(seen.protocol).toBe('mysql');
  });

  test('silence', async () => {
    const seen = await hear(await serve(() => {}), 60);
    expect(seen).toMatchObject({ outcome: 'silent', dial: { outcome: 'open' } });
    expect(seen.bytes).toBeUndefined();
  });

  test('an end without a byte', async () => {
    expect(await hear(await serve((socket) => socket.end()))).toMatchObject({ outcome: 'closed' });
  });

  test('a reset', async () => {
    const seen = await hear(await serve((socket) => socket.resetAndDestroy()));
    // The reset may overtake our look at the new connection: then the attempt itself says so.
    expect(seen).toEqual(
      expect.toSatisfy(
        ({ outcome, errno, dial }: Sniff) =>
          errno === 'ECONNRESET' &&
          (outcome === 'reset' || (outcome === 'not-connected' && dial.outcome === 'reset')),
      ),
    );
  });

  test('endless bytes are cut at 512', async () => {
    const port = await serve((socket) => {
      const flood = (): void => {
        while (socket.writable && socket.write(Buffer.alloc(65_536, 'x')));
        if (socket.writable) socket.once('drain', flood);
      };
      flood();
    });
    expect(text(await hear(port)).length).toBe(512);
  });

  test('nothing is ever sent', async () => {
    let received = 0;
    const port = await serve((socket) => socket.on('data', (chunk) => (received += chunk.length)));
    await hear(port, 60);
    expect(received).toBe(0);
  });

  test('a closed port and a refused address are not connected to', async () => {
    const port = await serve(() => {});
    const server = servers.pop();
    server?.close();
    if (server) await once(server, 'close');
    expect(await hear(port)).toMatchObject({ outcome: 'not-connected', ms: 0, dial: { outcome: 'refused' } });
    expect(await call({ address: '169.254.1.1', port, timeoutMs: 100, waitMs: 100 }, never)).toMatchObject({
      outcome: 'not-allowed',
      dial: { outcome: 'not-allowed', rule: expect.stringContaining('169.254.0.0/16') },
    });
  });

  test('called off while it listens', async () => {
    const controller = new AbortController();
    const port = await serve(() => controller.abort(new Error('called off')));
    await expect(hear(port, 10_000, controller.signal)).rejects.toThrow('called off');
  });
});
