import type { Socket } from 'node:net';

const KEPT = 512;

/** An open connection to measure on, with what the peer did on it. The owner closes it. */
export class Line {
  readonly localPort: number;
  /** The first bytes that came. Foreign. */
  head = Buffer.alloc(0);
  received = 0;
  /** When the last byte came, on the steady clock. */
  lastByteAt = 0;
  written = 0;
  ended: 'closed' | 'reset' | undefined;
  /** The peer never got some of what was written. */
  undelivered = false;
  readonly #socket: Socket;
  #wake = (): void => {};

  constructor(socket: Socket) {
    this.#socket = socket;
    this.localPort = socket.localPort ?? 0;
    socket.setNoDelay(true);
    // A connection that the peer has closed still shows what it acknowledged.
    socket.allowHalfOpen = true;
    socket.on('data', (chunk) => {
      this.head = Buffer.concat([this.head, chunk.subarray(0, KEPT - this.head.length)]);
      this.received += chunk.length;
      this.lastByteAt = performance.now();
      this.#wake();
    });
    socket.on('end', () => this.#end('closed'));
    socket.on('close', () => this.#end('closed'));
    socket.on('error', () => this.#end('reset'));
  }

  /** Resolves at the next byte, or when the connection ends; never once it has ended. */
  get nextEvent(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** Hands bytes to the kernel, at once where its buffer has room. */
  write(bytes: Uint8Array): void {
    this.written += bytes.length;
    this.#socket.write(bytes);
  }

  /** Whether the kernel has all that was written. */
  get handedOver(): boolean {
    return this.#socket.writableLength === 0;
  }

  /** Closes; by a reset where bytes are undelivered, which the kernel would go on sending for minutes. */
  close(): void {
    if (this.undelivered) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }

  #end(how: 'closed' | 'reset'): void {
    this.ended ??= how;
    this.#wake();
  }
}
