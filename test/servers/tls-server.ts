import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer, type TlsOptions, TLSSocket } from 'node:tls';
import { readHello, type SeenHello } from './tls-raw.ts';

/** A server on loopback that counts its connections and is closed with all of them by `await using`. */
export interface RunningServer extends AsyncDisposable {
  port: number;
  readonly connections: number;
}

/** Where to listen; any port of 127.0.0.1 unless given. */
export interface Place {
  address?: string;
  port?: number;
}

/** A TLS server, with a stapled OCSP response if given; what it does with an open session is up to `serve`. */
export function tlsServer(
  { staple, ...options }: TlsOptions & { staple?: Buffer },
  serve: (socket: TLSSocket) => void = () => {},
  place: Place = {},
): Promise<RunningServer> {
  const server = createServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0', ...options }, serve);
  if (staple) server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, staple));
  server.on('tlsClientError', () => {});
  return running(server, place);
}

/** A TCP server; `serve` gets each connection. */
export function tcpServer(serve: (socket: Socket) => void): Promise<RunningServer> {
  return running(createTcpServer(serve));
}

async function running(
  server: Server,
  { address = '127.0.0.1', port = 0 }: Place = {},
): Promise<RunningServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
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

/** A server that answers each complete ClientHello in its own way. */
export function helloServer(answer: (socket: Socket, hello: SeenHello) => void): Promise<RunningServer> {
  return tcpServer((socket) => {
    let seen: Buffer = Buffer.alloc(0);
    let done = false;
    socket.on('data', (chunk) => {
      seen = Buffer.concat([seen, chunk]);
      const hello = done ? undefined : readHello(seen);
      if (!hello) return;
      done = true;
      answer(socket, hello);
    });
  });
}

/** What a server answers to a piece of plain text; with `tls` a handshake follows, from octet `after` of that piece. */
export interface UpgradeAnswer {
  reply?: string;
  tls?: true;
  after?: number;
}

/** Speaks plain text first; `upgrade` says whether what the client sent so far asks for TLS, and what to answer. */
export function upgradeServer(
  options: TlsOptions,
  greeting: Buffer | undefined,
  upgrade: (received: string) => UpgradeAnswer,
): Promise<RunningServer> {
  return tcpServer((socket) => {
    if (greeting) socket.write(greeting);
    const read = (chunk: Buffer): void => {
      const { reply, tls, after = chunk.length } = upgrade(chunk.toString('latin1'));
      if (reply !== undefined) socket.write(Buffer.from(reply, 'latin1'));
      if (!tls) return;
      socket.off('data', read);
      socket.pause();
      if (after < chunk.length) socket.unshift(chunk.subarray(after));
      const secure = new TLSSocket(socket, { isServer: true, ...options });
      secure.on('error', () => {});
    };
    socket.on('data', read);
  });
}
