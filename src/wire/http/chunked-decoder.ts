const CR = 0x0d;
const LF = 0x0a;
const LONGEST_LINE = 4096;

type State = 'size' | 'data' | 'data-end' | 'trailer' | 'done' | 'malformed';

/**
 * Decodes the chunked transfer coding (RFC 9112 section 7.1) piece by piece. Extensions and trailers are
 * skipped. Memory is one line of at most 4 KiB, whatever the peer sends; a chunk may announce any size.
 */
export class ChunkedDecoder {
  #state: State = 'size';
  #line = '';
  #left = 0;
  #wrong = '';

  get done(): boolean {
    return this.#state === 'done';
  }

  /** What was wrong; undefined while nothing is. */
  get wrong(): string | undefined {
    return this.#state === 'malformed' ? this.#wrong : undefined;
  }

  /** The decoded bytes of a piece. Bytes after the end, or after an error, are ignored. */
  push(piece: Uint8Array): Uint8Array[] {
    const decoded: Uint8Array[] = [];
    let at = 0;
    while (at < piece.length && this.#state !== 'done' && this.#state !== 'malformed') {
      if (this.#state === 'data') {
        const part = piece.subarray(at, at + this.#left);
        decoded.push(part);
        at += part.length;
        this.#left -= part.length;
        if (this.#left === 0) this.#state = 'data-end';
      } else {
        this.#octet(piece[at] ?? 0);
        at++;
      }
    }
    return decoded;
  }

  #octet(octet: number): void {
    if (octet !== LF) {
      this.#line += String.fromCharCode(octet);
      if (this.#line.length > LONGEST_LINE) this.#fail('a line of the chunked coding is too long');
      return;
    }
    const line = this.#line.charCodeAt(this.#line.length - 1) === CR ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    if (this.#state === 'size') this.#sizeLine(line);
    else if (this.#state === 'data-end') {
      if (line === '') this.#state = 'size';
      else this.#fail('a chunk is longer than it says');
    } else if (line === '') this.#state = 'done';
  }

  #sizeLine(line: string): void {
    const size = /^([0-9A-Fa-f]+)[ \t]*(?:;.*)?$/.exec(line)?.[1];
    this.#left = size === undefined ? Number.NaN : Number.parseInt(size, 16);
    if (!Number.isSafeInteger(this.#left)) this.#fail('a chunk size is not a size');
    else this.#state = this.#left === 0 ? 'trailer' : 'data';
  }

  #fail(wrong: string): void {
    this.#state = 'malformed';
    this.#wrong = wrong;
  }
}
