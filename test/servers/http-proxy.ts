import { connect, type Socket } from 'node:net';
import { type RunningServer, tcpServer } from './tls-server.ts';

/** A proxy under test: how it answers CONNECT, and what it was asked. */
export interface ProxyServer extends AsyncDisposable {
  readonly port: number;
  /** First lines and headers of the requests, in order. */
  readonly asked: readonly string[];
}

/** What the proxy does with a request: a text is sent and the connection closed; `forward` connects on; `silent` waits. */
type Manner = string;

/**
 * A forward proxy on loopback: CONNECT opens a tunnel, absolute-form is passed on in origin-form. All names are resolved to
 * 127.0.0.1, as a proxy that resolves by itself may.
 */
export async function proxyServer(manner: Manner = 'forward'): Promise<ProxyServer> {
  const asked: string[] = [];
  const server: RunningServer = await tcpServer((client) => {
    let head = '';
    const read = (piece: Buffer): void => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      client.off('data', read);
      asked.push(head);
      if (manner === 'silent') return;
      if (manner === 'close') client.end();
      else if (manner === 'forward') forward(client, head);
      else client.end(manner);
    };
    client.on('data', read);
  });
  return {
    port: server.port,
    asked,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function forward(client: Socket, head: string): void {
  const [, method = '', target = ''] = /^(\S+) (\S+)/.exec(head) ?? [];
  const tunnel = method === 'CONNECT';
  const url = new URL(tunnel ? `http://${target}` : target);
  const upstream = connect(Number(url.port || 80), '127.0.0.1');
  upstream.on('connect', () => {
    if (tunnel) client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    else upstream.write(head.replace(target, url.pathname + url.search));
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () =>
    client.end('HTTP/1.1 502 Bad Gateway\r\nServer: test-proxy\r\nContent-Length: 0\r\n\r\n'),
  );
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
}
