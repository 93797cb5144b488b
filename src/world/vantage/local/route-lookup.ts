import { createSocket } from 'node:dgram';
import { parseIp } from '../../../core/address/ip.ts';

/**
 * What the kernel would do with a packet to an address: the local address it would send from, or its refusal.
 */
export interface RouteLookup {
  readonly from?: string;
  readonly errno?: string;
}

// Any port does: nothing is sent to it.
const DISCARD = 9;

/**
 * Asks the kernel for its route and source address (RFC 6724) by connecting a UDP socket, which looks them up
 * and sends nothing. Never rejects.
 */
export function routeLookup(address: string): Promise<RouteLookup> {
  const ip = parseIp(address);
  if (!ip) return Promise.resolve({ errno: 'EINVAL' });
  const { promise, resolve } = Promise.withResolvers<RouteLookup>();
  const socket = createSocket(ip.family === 4 ? 'udp4' : 'udp6');
  const failed = (error: unknown): void => resolve({ errno: errnoOf(error) });
  socket.on('error', failed);
  // Node hands a failure to the callback, whatever its type says.
  const connected = (error?: unknown): void => {
    if (error !== undefined && error !== null) return failed(error);
    try {
      resolve({ from: socket.address().address });
    } catch (reason) {
      failed(reason);
    }
  };
  socket.connect(DISCARD, address, connected);
  return promise.finally(() => socket.close());
}

const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
