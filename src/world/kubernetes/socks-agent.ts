import { Agent, type AgentOptions, type RequestOptions } from 'node:https';
import { connect as connectTcp, isIPv4, isIPv6, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { parseIp } from '../../core/address/ip.ts';
import { ReadProblem } from './read-problem.ts';

const CONNECT_MS = 10_000;

type Done = ((error: Error | null, stream: Duplex) => void) | undefined;

/** An agent whose connections go through a SOCKS 5 proxy (RFC 1928), which resolves the names, as kubectl does it. */
export class SocksAgent extends Agent {
  readonly #proxy: URL;
  constructor(proxy: URL, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: RequestOptions, done: Done): undefined {
    void this.#open(options, done);
    return undefined;
  }

  async #open(options: RequestOptions, done: Done): Promise<void> {
    const host = options.host ?? '';
    try {
      const socket = await tunnel(this.#proxy, host, Number(options.port ?? 443));
      const plain = options.protocol === 'http:';
      const servername = options.servername ?? (parseIp(host) ? '' : host);
      done?.(null, plain ? socket : connectTls({ ...tlsPart(options), socket, servername }));
    } catch (error) {
      done?.(error instanceof Error ? error : refused('error'), new Socket());
    }
  }
}

const tlsPart = ({ ca, cert, key, rejectUnauthorized }: RequestOptions): ConnectionOptions => ({
  ...(ca !== undefined && { ca }),
  ...(cert !== undefined && { cert }),
  ...(key !== undefined && { key }),
  ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
});

async function tunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  const socket = connectTcp(Number(proxy.port || 1080), proxy.hostname.replace(/^\[|\]$/g, ''));
  socket.setTimeout(CONNECT_MS, () => socket.destroy(refused('it does not answer')));
  try {
    const user = decodeURIComponent(proxy.username);
    socket.write(Uint8Array.of(5, 1, user === '' ? 0 : 2));
    const [, method] = await take(socket, 2);
    if (method === 2) {
      const password = decodeURIComponent(proxy.password);
      // RFC 1929 section 2.
      socket.write(Buffer.concat([Uint8Array.of(1), field(user), field(password)]));
      const [, status] = await take(socket, 2);
      if (status !== 0) throw refused('it does not accept the user');
    } else if (method !== 0) throw refused('it offers no way to sign in');
    socket.write(
      Buffer.concat([Uint8Array.of(5, 1, 0), address(host), Uint8Array.of(port >> 8, port & 255)]),
    );
    const [, reply, , kind = 0] = await take(socket, 4);
    if (reply !== 0) throw refused(`it answers with code ${reply}`);
    const [length = 0] = kind === 3 ? await take(socket, 1) : [kind === 4 ? 16 : 4];
    await take(socket, length + 2);
    socket.setTimeout(0);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function address(host: string): Buffer {
  const ip = parseIp(host);
  if (!ip || !(isIPv4(host) || isIPv6(host))) return Buffer.concat([Uint8Array.of(3), field(host)]);
  const size = ip.family === 4 ? 4 : 16;
  const bytes = Buffer.from(ip.value.toString(16).padStart(size * 2, '0'), 'hex');
  return Buffer.concat([Uint8Array.of(ip.family === 4 ? 1 : 4), bytes]);
}

function field(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) throw refused('a name is too long for it');
  return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
}

/** Exactly so many bytes; what comes behind them stays in the socket. */
async function take(socket: Socket, size: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const read = (): void => {
    const bytes: unknown = socket.read(size);
    if (Buffer.isBuffer(bytes)) resolve(bytes);
  };
  const fail = (error?: Error): void => reject(error ?? refused('it closed the connection'));
  socket.on('readable', read).on('error', fail).on('close', fail);
  try {
    read();
    return await promise;
  } finally {
    socket.off('readable', read).off('error', fail).off('close', fail);
  }
}

const refused = (why: string): ReadProblem =>
  new ReadProblem('unreachable', `the SOCKS proxy of the kubeconfig does not connect: ${why}`);
