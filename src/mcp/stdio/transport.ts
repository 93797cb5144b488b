import type { JSONRPCMessage, RequestId, Transport } from '@modelcontextprotocol/server';
import type { Readable, Writable } from 'node:stream';
import { lineSplitter } from './lines.ts';
import { type Read, readDropped, readMessage, writeMessage } from './message.ts';

/** The longest message that is read, in bytes. */
export const LONGEST_MESSAGE = 4 * 1024 * 1024;
/** How long calls in flight may go on after the client has closed stdin, in milliseconds: less than the 2 s after which clients kill. */
const GRACE_MS = 1_200;

/** A transport that says when it has ended. */
export interface StdioTransport extends Transport {
  readonly ended: Promise<void>;
}

/**
 * MCP over a pair of streams, a JSON-RPC message a line. Beyond the SDK's own: a line that is too long is dropped and the connection
 * lives on; when `input` ends, requests in flight get a moment to be answered before it closes.
 */
export function stdioTransport(
  input: Readable,
  output: Writable,
  log: (line: string) => void,
): StdioTransport {
  const waiting = new Set<RequestId>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let state: 'open' | 'draining' | 'closed' = 'open';
  let grace: NodeJS.Timeout | undefined;

  const take = (read: Read): void => {
    if (state === 'closed') return;
    if ('message' in read) {
      note(read.message);
      transport.onmessage?.(read.message);
      return;
    }
    log(read.problem);
    if (read.answer) transport.send(read.answer).catch(() => undefined);
  };
  const note = (message: JSONRPCMessage): void => {
    if (!('method' in message)) return;
    // A subscription is a request that is never answered.
    if ('id' in message && message.method !== 'subscriptions/listen') waiting.add(message.id);
    if (message.method === 'notifications/cancelled') settle(message.params?.['requestId']);
  };
  const settle = (id: unknown): void => {
    if (typeof id === 'number' || typeof id === 'string') waiting.delete(id);
    if (state === 'draining' && waiting.size === 0) void transport.close();
  };
  const feed = lineSplitter(LONGEST_MESSAGE, {
    line: (text) => take(readMessage(text)),
    dropped: (bytes, head, tail) => take(readDropped(bytes, LONGEST_MESSAGE, head, tail)),
  });
  const drain = (): void => {
    if (state !== 'open') return;
    state = 'draining';
    if (waiting.size === 0) void transport.close();
    else grace = setTimeout(() => void transport.close(), GRACE_MS);
  };
  const broken = (error: Error): void => {
    if (state === 'closed') return;
    transport.onerror?.(error);
    void transport.close();
  };

  const transport: StdioTransport = {
    ended,
    async start() {
      input.on('data', feed).on('end', drain).on('close', drain).on('error', broken);
      output.on('error', broken);
    },
    send(message) {
      if (state === 'closed') return Promise.resolve();
      return new Promise((resolve, reject) => {
        output.write(writeMessage(message), (error) => {
          if (error) reject(error);
          else resolve();
          if (!('method' in message)) settle(message.id);
        });
      });
    },
    async close() {
      if (state === 'closed') return;
      state = 'closed';
      clearTimeout(grace);
      input.off('data', feed).off('end', drain).off('close', drain);
      input.destroy();
      transport.onclose?.();
      end();
    },
  };
  return transport;
}
