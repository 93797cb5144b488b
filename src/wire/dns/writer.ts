import { EncodeError } from './encode-error.ts';

const MAX_MESSAGE = 65_535;

/** Octets of a message under construction, at most 65,535 of them (RFC 1035 section 4.2.2). */
export class Writer {
  #bytes = new Uint8Array(512);
  #length = 0;
  /** Where each name suffix was first written, for compression; undefined where that is not wanted. */
  readonly suffixes: Map<string, number> | undefined;

  constructor({ compress }: { compress: boolean }) {
    this.suffixes = compress ? new Map() : undefined;
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): void {
    this.#uint(value, 1);
  }

  u16(value: number): void {
    this.#uint(value, 2);
  }

  u32(value: number): void {
    this.#uint(value, 4);
  }

  raw(octets: ArrayLike<number>): void {
    const needed = this.#length + octets.length;
    if (needed > MAX_MESSAGE) throw new EncodeError('a message holds 65535 octets at most');
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(octets, this.#length);
    this.#length = needed;
  }

  /** Runs `write` behind a two-octet length that is filled in afterwards. */
  prefixed(write: () => void): void {
    const at = this.#length;
    this.u16(0);
    write();
    const length = this.#length - at - 2;
    this.#bytes[at] = length >> 8;
    this.#bytes[at + 1] = length & 0xff;
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #uint(value: number, octets: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * octets)) {
      throw new EncodeError(`${value} does not fit in ${octets} octets`);
    }
    const big = [value / 0x1000000, value / 0x10000, value / 0x100, value].map(
      (part) => Math.floor(part) & 0xff,
    );
    this.raw(big.slice(4 - octets));
  }
}
