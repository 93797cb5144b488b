import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A server on 127.0.0.1, on a port that was free; disposing of it ends its connections too. */
export interface Listening extends AsyncDisposable {
  readonly port: number;
}

const hello = (_request: unknown, response: { end(text: string): void }): void => response.end('hello\n');

export const httpsServer = (options: ServerOptions): Promise<Listening> =>
  listen(createHttpsServer(options, hello));

/** A web server without TLS. */
export const plainServer = (): Promise<Listening> => listen(createHttpServer(hello));

/** A port on which nothing listens: one that was given out and taken back a moment ago. */
export async function closedPort(): Promise<number> {
  await using server = await listen(createServer());
  return server.port;
}

async function listen(server: Server): Promise<Listening> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It listens on TCP, so its address is no path.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
