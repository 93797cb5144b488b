import { DecodeError } from './decode-error.ts';

/** Names may be compressed 16,384-fold; past this many octets of expanded names a message is an attack. */
const NAME_BUDGET = 1 << 20;

/** A cursor over one message. Every read is checked against the end; nothing is copied but what is returned. */
export class Reader {
  readonly bytes: Uint8Array;
  offset: number;
  /** Reading stops here: the end of the message, or of the RDATA inside {@link within}. */
  end: number;
  #namesLeft = NAME_BUDGET;

  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = bytes.length;
  }

  get left(): number {
    return this.end - this.offset;
  }

  u8(): number {
    return this.take(1)[0] ?? 0;
  }

  u16(): number {
    const [high = 0, low = 0] = this.take(2);
    return (high << 8) | low;
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  /** The next `length` octets, as a view. Throws DecodeError when fewer are left. */
  take(length: number): Uint8Array {
    if (length > this.left) throw new DecodeError(`${length} octets wanted, ${this.left} left`, this.offset);
    const from = this.offset;
    this.offset += length;
    return this.bytes.subarray(from, this.offset);
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  /** Runs `read` with the end set `length` octets ahead, and insists that it used all of them. */
  within<T>(length: number, read: () => T): T {
    const outer = this.end;
    const inner = this.offset + length;
    if (inner > outer) throw new DecodeError(`${length} octets wanted, ${this.left} left`, this.offset);
    this.end = inner;
    const value = read();
    if (this.offset !== inner) throw new DecodeError(`${this.left} octets too many`, this.offset);
    this.end = outer;
    return value;
  }

  /** Accounts for `octets` of expanded name. Throws DecodeError when the message expands beyond all reason. */
  spendName(octets: number): void {
    this.#namesLeft -= octets;
    if (this.#namesLeft < 0) throw new DecodeError('names expand beyond 1 MiB', this.offset);
  }
}
