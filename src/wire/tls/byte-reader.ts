import { MalformedTls } from './malformed-tls.ts';

/** Takes TLS presentation-language values (RFC 8446 section 3) from the front of a byte string. Throws MalformedTls at its end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new MalformedTls('truncated');
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  /** A big-endian unsigned integer of 1 to 4 octets. */
  uint(octets: 1 | 2 | 3 | 4): number {
    return this.take(octets).reduce((value, octet) => value * 256 + octet, 0);
  }

  /** An opaque vector whose length takes this many octets. */
  vector(lengthOctets: 1 | 2 | 3): Uint8Array {
    return this.take(this.uint(lengthOctets));
  }

  /** The same, to be read in turn. */
  inner(lengthOctets: 1 | 2 | 3): ByteReader {
    return new ByteReader(this.vector(lengthOctets));
  }
}
