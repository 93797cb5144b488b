import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';

/** A server on loopback that counts its connections and is closed with all of them by `await using`. */
export interface RunningServer extends AsyncDisposable {
  port: number;
  readonly connections: number;
}

/** A TLS server; what it does with an open session is up to `serve`. */
export function tlsServer(
  options: TlsOptions,
  serve: (socket: TLSSocket) => void = () => {},
): Promise<RunningServer> {
  const server = createServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0', ...options }, serve);
  server.on('tlsClientError', () => {});
  return running(server);
}

/** A TCP server; `serve` gets each connection. */
export function tcpServer(serve: (socket: Socket) => void): Promise<RunningServer> {
  return running(createTcpServer(serve));
}

async function running(server: Server): Promise<RunningServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
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
