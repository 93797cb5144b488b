import { identity, httpServer, rawServer } from '../test/servers/http-server.ts';
import { dnsServer } from '../test/servers/dns-server.ts';
import { tcpServer, tlsServer } from '../test/servers/tls-server.ts';

/** What is asked about: ends on loopback that are well, broken, silent or gone, by port. */
export interface Targets {
  readonly web: number;
  readonly secure: number;
  readonly silent: number;
  readonly resetting: number;
  readonly garbage: number;
  readonly trickling: number;
  readonly closed: number;
  readonly dns: string;
}

const TRICKLE_MS = 100;

/** Opens them all; they close with `stack`. */
export async function openTargets(stack: AsyncDisposableStack): Promise<Targets> {
  const port = async (opening: Promise<{ readonly port: number } & AsyncDisposable>): Promise<number> =>
    stack.use(await opening).port;
  const dns = stack.use(await dnsServer(() => ({ rcode: 'NXDOMAIN' })));
  const gone = await tcpServer(() => {});
  const closed = gone.port;
  await gone[Symbol.asyncDispose]();
  return {
    web: await port(httpServer((_request, response) => response.end('well\n'))),
    secure: await port(tlsServer(identity, (socket) => socket.end())),
    silent: await port(tcpServer((socket) => socket.resume())),
    resetting: await port(tcpServer((socket) => socket.resetAndDestroy())),
    garbage: await port(rawServer(Buffer.alloc(4_096, 0xff), 'close')),
    trickling: await port(
      tcpServer((socket) => {
        const timer = setInterval(() => socket.write('x'), TRICKLE_MS);
        socket.on('close', () => clearInterval(timer)).on('error', () => undefined);
      }),
    ),
    closed,
    dns: dns.text,
  };
}
