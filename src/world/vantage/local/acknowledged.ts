import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/**
 * Whether the peer's kernel acknowledged all that was sent: the transmit queue of the connection in /proc/net/tcp{,6} is empty.
 * Null where that list cannot be read or has no such row (other systems, a connection that is gone).
 */
export function acknowledged(socket: Socket, procNet: string): boolean | null {
  const { localPort, remotePort, remoteFamily } = socket;
  if (localPort === undefined || remotePort === undefined) return null;
  const ports = new RegExp(
    `^\\s*\\d+: [0-9A-F]+:${hex(localPort)} [0-9A-F]+:${hex(remotePort)} [0-9A-F]{2} ([0-9A-F]{8}):`,
    'm',
  );
  try {
    const queue = ports.exec(
      readFileSync(`${procNet}/${remoteFamily === 'IPv6' ? 'tcp6' : 'tcp'}`, 'latin1'),
    )?.[1];
    return queue === undefined ? null : Number.parseInt(queue, 16) === 0;
  } catch {
    return null;
  }
}

const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');
