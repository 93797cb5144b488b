import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { type Exchange, problemOf, readBody } from './exchange.ts';
import { ReadProblem } from './read-problem.ts';

/** A connection that has become a WebSocket; `head` is what came with the answer. */
export interface Upgraded {
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly protocol: string;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * Asks for a WebSocket (RFC 6455 section 4.1) that speaks one of `protocols`; any other answer is returned as it is. Throws
 * ReadProblem, or the reason of `signal`.
 */
export function upgrade(
  url: URL,
  options: RequestOptions,
  protocols: readonly string[],
  signal: AbortSignal,
): Promise<Upgraded | Exchange> {
  const { promise, resolve, reject } = Promise.withResolvers<Upgraded | Exchange>();
  const key = randomBytes(16).toString('base64');
  const headers = {
    ...(options.headers as object),
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': key,
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Protocol': protocols.join(', '),
  };
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const request = send(url, { ...options, headers, method: 'GET', signal });
  const fail = (error: unknown): void => reject(signal.aborted ? signal.reason : problemOf(error));
  request.once('upgrade', (response: IncomingMessage, socket: Duplex, head: Buffer) => {
    const accept = createHash('sha1')
      .update(key + GUID)
      .digest('base64');
    const protocol = response.headers['sec-websocket-protocol'] ?? '';
    if (response.headers['sec-websocket-accept'] === accept && protocols.includes(protocol))
      return resolve({ socket, head, protocol });
    socket.destroy();
    reject(new ReadProblem('unreadable', 'the API server speaks no protocol for exec that is known here'));
  });
  request.once('response', (response) => {
    readBody(response).then(
      (body) => resolve({ status: response.statusCode ?? 0, retryAfter: undefined, body }),
      fail,
    );
  });
  request.on('error', fail);
  request.end();
  return promise;
}
