import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { queues } from './queues.ts';

/** More than the buffers of two sockets on one host take. */
const TOO_MUCH = 16 * 1024 * 1024;
const DEADLINE_MS = 500;

/**
 * Whether this kernel fills the transmit queue column of /proc/net/tcp: some that only resemble Linux leave it at zero, where all would look
 * acknowledged. Tried on loopback with a peer that reads nothing.
 */
export async function showsQueues(proc: string, signal: AbortSignal): Promise<boolean> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  const accepted: Socket[] = [];
  const server = createServer((socket) => accepted.push(socket.on('error', () => {}).pause()));
  let client: Socket | undefined;
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening', { signal: inTime });
    const bound = server.address();
    if (bound === null || typeof bound === 'string') return false;
    client = connect(bound.port, '127.0.0.1').on('error', () => {});
    await once(client, 'connect', { signal: inTime });
    client.write(Buffer.alloc(TOO_MUCH));
    const rows = await queues(proc, { port: bound.port, family: 4 }, inTime);
    return rows !== undefined && [...rows.values()].some(({ txQueue }) => txQueue > 0);
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    client?.destroy();
    for (const socket of accepted) socket.destroy();
    server.close();
  }
}
