import { MalformedDer } from './malformed-der.ts';

/** One DER element: its identifier octet, its content, and the whole encoding (needed to verify signatures). */
export interface DerElement {
  readonly tag: number;
  readonly body: Uint8Array;
  readonly whole: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Reads the elements of one constructed value in order (X.690, definite lengths of at most 4 bytes, low tag numbers). */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The identifier octet of the next element without taking it; -1 at the end. */
  get tag(): number {
    return this.#bytes[this.#at] ?? -1;
  }

  next(): DerElement {
    const start = this.#at;
    const tag = this.#octet();
    if ((tag & 0x1f) === 0x1f) throw new MalformedDer('high tag number');
    const length = this.#length();
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new MalformedDer('element runs past its container');
    const body = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return { tag, body, whole: this.#bytes.subarray(start, end) };
  }

  /** The content of the next element, which must have this identifier octet. */
  expect(tag: number): Uint8Array {
    const element = this.next();
    if (element.tag !== tag) throw new MalformedDer(`tag ${element.tag} where ${tag} belongs`);
    return element.body;
  }

  /** The content of the next element if it has this identifier octet; otherwise nothing is taken. */
  optional(tag: number): Uint8Array | undefined {
    return this.tag === tag ? this.next().body : undefined;
  }

  #octet(): number {
    const octet = this.#bytes[this.#at];
    if (octet === undefined) throw new MalformedDer('truncated');
    this.#at += 1;
    return octet;
  }

  #length(): number {
    const first = this.#octet();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new MalformedDer('indefinite or oversize length');
    let length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + this.#octet();
    return length;
  }
}

/** The content of a BIT STRING that holds whole octets (keys and signatures do). */
export function bitStringBytes(body: Uint8Array): Uint8Array {
  if (body[0] !== 0) throw new MalformedDer('bit string with unused bits');
  return body.subarray(1);
}

/** An INTEGER or ENUMERATED that must fit a small non-negative number. */
export function smallInteger(body: Uint8Array): number {
  if (body.length === 0 || body.length > 4 || (body[0] ?? 0) > 0x7f)
    throw new MalformedDer('integer out of range');
  return body.reduce((value, octet) => value * 256 + octet, 0);
}
