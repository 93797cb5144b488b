import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import type { Course } from './course.ts';

/**
 * TLS over a stream, certificate unjudged: that is another tool's question. Rejects with Node's error, and with
 * ECONNRESET when the peer closes instead. No certificate of ours is offered.
 */
export function startTls(
  stream: Duplex,
  course: Course,
  options: { servername?: string | undefined; alpn: readonly string[] },
): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const { servername, alpn } = options;
  const socket = course.hold(
    connect({
      socket: stream,
      ALPNProtocols: [...alpn],
      rejectUnauthorized: false,
      ...(servername !== undefined && { servername }),
    }),
  );
  // The listener stays: errors that come later are read by whoever reads the stream.
  socket.on('error', reject);
  socket.once('close', () => reject(new Error('closed')));
  socket.once('secureConnect', () => resolve(socket));
  return promise;
}
