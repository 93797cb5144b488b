import { createServer as createHttp, type RequestListener } from 'node:http';
import { createSecureServer, type Http2SecureServer, type SecureServerOptions } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { certificate } from './tls-certificate.ts';
import { type RunningServer, tcpServer, tlsServer } from './tls-server.ts';

const { cert, key } = certificate({ name: 'localhost', san: ['localhost', 'a.test', '127.0.0.1'] });

/** A certificate of our own for `localhost`, `a.test` and 127.0.0.1. */
export const identity = { cert, key };

/** A server of node:http on loopback. */
export const httpServer = (serve: RequestListener): Promise<RunningServer> => running(createHttp(serve));

/** A server of node:https on loopback: HTTP/1.1 only. */
export const httpsServer = (serve: RequestListener, options: object = {}): Promise<RunningServer> =>
  running(createHttps({ ...identity, ...options }, serve));

/** A server of node:http2 over TLS on loopback; `arrange` adds its listeners. */
export function h2Server(
  arrange: (server: Http2SecureServer) => void,
  options: SecureServerOptions = {},
): Promise<RunningServer> {
  const server = createSecureServer({ ...identity, maxSendHeaderBlockLength: 1_000_000, ...options });
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream) => stream.on('error', () => {}));
  arrange(server);
  return running(server);
}

/** A peer that sends these bytes as soon as a request has come, whatever it was; `after` says what happens then. */
export const rawServer = (
  answer: string | Buffer | ((socket: Socket) => void),
  after: 'close' | 'wait' | 'reset' = 'wait',
): Promise<RunningServer> =>
  tcpServer((socket) => {
    socket.once('data', () => {
      if (typeof answer === 'function') return answer(socket);
      socket.write(answer, () => {
        if (after === 'close') socket.end();
        if (after === 'reset') socket.resetAndDestroy();
      });
    });
  });

/** A TLS peer that agrees on h2 and then does as it likes with the open session. */
export const alpnH2Server = (serve: (socket: TLSSocket) => void): Promise<RunningServer> =>
  tlsServer({ ...identity, ALPNProtocols: ['h2'] }, serve);

async function running(server: Server): Promise<RunningServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
