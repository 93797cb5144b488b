import type { Duplex } from 'node:stream';

const HIGH = 64 * 1024;

/**
 * Reads a stream piece by piece, keeping at most one full buffer of it. Errors of the stream are thrown by
 * `read` only.
 */
export class ByteSource {
  readonly #stream: Duplex;
  readonly #pieces: Buffer[] = [];
  #size = 0;
  #ended = false;
  #failure: Error | undefined;
  #wake: () => void = () => {};

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream
      .on('data', this.#onData)
      .on('end', this.#onEnd)
      .on('close', this.#onEnd)
      .on('error', this.#onError);
  }

  /** The next piece; undefined when the peer has closed. Rejects with the stream's error. */
  async read(): Promise<Buffer | undefined> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece) {
        this.#size -= piece.length;
        if (this.#size < HIGH) this.#stream.resume();
        return piece;
      }
      if (this.#failure) throw this.#failure;
      if (this.#ended) return undefined;
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }

  /** Stops reading, so that something else can. The error listener stays: nobody may be listening later. */
  release(): void {
    this.#stream.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onEnd);
    this.#stream.pause();
  }

  readonly #onData = (piece: Buffer): void => {
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (this.#size >= HIGH) this.#stream.pause();
    this.#wake();
  };
  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#wake();
  };
  readonly #onError = (error: Error): void => {
    this.#failure = error;
    this.#wake();
  };
}
