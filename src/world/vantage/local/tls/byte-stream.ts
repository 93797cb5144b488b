import type { ByteWay, Opener } from '../../opener.ts';
import type { Deadline } from './deadline.ts';

/** How a connection ended, as this side saw it. `lost`: the kernel gave it up, no word from the peer (ETIMEDOUT and the like). */
export type StreamEnd = { readonly how: 'reset' | 'closed' | 'lost'; readonly errno?: string };

/**
 * A connection whose bytes are handed to whoever listens at the time; what arrives while nobody listens is kept, up to a
 * cap. Its errors never escape: they are in `end`.
 */
export interface ByteStream {
  readonly way: ByteWay;
  readonly received: number;
  /** Set when the peer ended the connection. */
  readonly end: StreamEnd | undefined;
  /** Takes over all bytes from now on, those kept first; `ended` is called once, also when the end has already come. */
  listen(bytes: (chunk: Buffer) => void, ended: (end: StreamEnd) => void): void;
  write(bytes: Uint8Array): void;
  destroy(): void;
  /** Whether the peer's kernel acknowledged all that was written; null where that cannot be seen. */
  acknowledged(): Promise<boolean | null>;
}

export type Opened = { readonly stream: ByteStream; readonly ms: number } | { readonly errno: string };

/** Errors that a reset from the peer causes. */
const BY_PEER: readonly string[] = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

/** What is kept while nobody listens; then the socket is paused. */
const KEPT = 256 * 1024;

/**
 * Opens a connection to an address literal; the deadline starts when the attempt does. The caller has asked the address policy,
 * and must destroy the stream.
 */
export async function openStream(
  open: Opener,
  address: string,
  port: number,
  deadline: Deadline,
): Promise<Opened> {
  const request = { address, port, timeoutMs: deadline.left(), began: deadline.restart };
  const { dial, stream } = await open(request, deadline.signal);
  return stream ? { stream: byteStream(stream), ms: dial.ms } : { errno: dial.errno ?? 'ETIMEDOUT' };
}

function byteStream(socket: ByteWay): ByteStream {
  let kept: Buffer[] = [];
  let received = 0;
  let keptBytes = 0;
  let end: StreamEnd | undefined;
  let onBytes: ((chunk: Buffer) => void) | undefined;
  let onEnd: ((end: StreamEnd) => void) | undefined;
  const ended = (reason: StreamEnd): void => {
    if (end) return;
    end = reason;
    onEnd?.(reason);
  };
  socket.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (onBytes) return onBytes(chunk);
    kept.push(chunk);
    keptBytes += chunk.length;
    if (keptBytes > KEPT) socket.pause();
  });
  socket.on('end', () => ended({ how: 'closed' }));
  socket.on('error', ({ code = 'error' }: NodeJS.ErrnoException) =>
    ended({ how: BY_PEER.includes(code) ? 'reset' : 'lost', errno: code }),
  );
  socket.on('close', () => ended({ how: 'closed' }));
  return {
    way: socket,
    get received() {
      return received;
    },
    get end() {
      return end;
    },
    listen(bytes, whenEnded) {
      onBytes = bytes;
      onEnd = whenEnded;
      const earlier = kept;
      kept = [];
      keptBytes = 0;
      for (const chunk of earlier) bytes(chunk);
      socket.resume();
      if (end) whenEnded(end);
    },
    write(bytes) {
      if (!socket.destroyed && socket.writable) socket.write(bytes);
    },
    destroy() {
      socket.destroy();
    },
    acknowledged: async () => (await socket.acknowledged?.()) ?? null,
  };
}
