import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { DecodeError } from '../../src/wire/dns/decode-error.ts';
import { decodeMessage } from '../../src/wire/dns/decode-message.ts';
import { encodeMessage, type OutgoingMessage } from '../../src/wire/dns/encode-message.ts';
import type { Message, Question } from '../../src/wire/dns/message.ts';

/** A reply before the id and the question of the query are added; they can be overridden. */
export type Reply = Omit<OutgoingMessage, 'id'> & { id?: number };

/** What a server does with a query: replies (`Uint8Array` goes out as it is, `[]` is silence), or over TCP closes or resets. */
export type Act = Reply | Uint8Array | readonly (Reply | Uint8Array)[] | 'close' | 'reset';

export interface Received extends Question {
  readonly via: 'udp' | 'tcp';
  readonly message: Message;
}

export type Handler = (query: Received) => Act | Promise<Act>;

export interface DnsServer extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** `address:port`, as a tool takes it. */
  readonly text: string;
  /** Every query so far. */
  readonly received: readonly Received[];
}

/** A name server on loopback, UDP and TCP on one port, that does with each query what `handler` says. */
export async function dnsServer(
  handler: Handler,
  { address = '127.0.0.1', port = 0 } = {},
): Promise<DnsServer> {
  const received: Received[] = [];
  const connections = new Set<Socket>();
  const act = async (octets: Uint8Array, via: 'udp' | 'tcp'): Promise<Act> => {
    const message = decoded(octets);
    const [question] = message?.question ?? [];
    if (!message || !question) return [];
    received.push({ ...question, via, message });
    const does = await handler({ ...question, via, message });
    if (typeof does === 'string') return does;
    return (Array.isArray(does) ? does : [does]).map((reply) =>
      octetsOf(reply as Reply | Uint8Array, message),
    );
  };

  const answerTcp = async (socket: Socket, query: Uint8Array): Promise<void> => {
    const does = await act(query, 'tcp');
    if (does === 'close') socket.end();
    else if (does === 'reset') socket.resetAndDestroy();
    else for (const reply of does as Uint8Array[]) socket.write(Buffer.concat([prefix(reply), reply]));
  };

  const tcp = createServer((socket) => {
    connections.add(socket.on('close', () => connections.delete(socket)).on('error', () => socket.destroy()));
    let held = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
        const query = held.subarray(2, 2 + held.readUInt16BE(0));
        held = held.subarray(2 + query.length);
        void answerTcp(socket, query);
      }
    });
  });
  tcp.listen(port, address);
  await once(tcp, 'listening');
  const bound = tcp.address();
  const chosen = bound !== null && typeof bound === 'object' ? bound.port : port;

  const udp = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  udp.on('message', async (octets, from) => {
    const does = await act(octets, 'udp');
    if (typeof does === 'string') return;
    for (const reply of does as Uint8Array[]) udp.send(reply, from.port, from.address);
  });
  udp.bind(chosen, address);
  await once(udp, 'listening');

  return {
    address,
    port: chosen,
    text: address.includes(':') ? `[${address}]:${chosen}` : `${address}:${chosen}`,
    received,
    async [Symbol.asyncDispose]() {
      udp.close();
      for (const socket of connections) socket.destroy();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

const prefix = (octets: Uint8Array): Uint8Array => Uint8Array.of(octets.length >> 8, octets.length & 0xff);

function decoded(octets: Uint8Array): Message | undefined {
  try {
    return decodeMessage(octets);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

function octetsOf(reply: Reply | Uint8Array, { id, question, flags, edns }: Message): Uint8Array {
  if (reply instanceof Uint8Array) return reply;
  return encodeMessage({
    id,
    question,
    ...(edns && { edns: { udpSize: 1232 } }),
    ...reply,
    flags: { qr: true, rd: flags.rd, cd: flags.cd, ...reply.flags },
  });
}
