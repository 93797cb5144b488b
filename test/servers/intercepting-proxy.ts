import type { Socket } from 'node:net';
import { connect, TLSSocket } from 'node:tls';
import { tcpServer, type RunningServer } from './tls-server.ts';

/** A forward proxy on loopback that opens TLS: it answers the hello itself, with a certificate of its own, and asks the target anew. */
export const interceptingProxy = (identity: { cert: string; key: string }): Promise<RunningServer> =>
  tcpServer((client) => {
    let head = '';
    const read = (piece: Buffer): void => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      client.off('data', read);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      open(client, Number(/^CONNECT [^ ]*:([0-9]+) /.exec(head)?.[1]), identity);
    };
    client.on('data', read);
  });

function open(client: Socket, port: number, identity: { cert: string; key: string }): void {
  const inner = new TLSSocket(client, { isServer: true, ...identity });
  const upstream = connect({ port, host: '127.0.0.1', servername: 'a.test', rejectUnauthorized: false });
  inner.on('error', () => upstream.destroy());
  upstream.on('error', () => inner.destroy());
  client.on('close', () => upstream.destroy());
  inner.pipe(upstream).pipe(inner);
}
