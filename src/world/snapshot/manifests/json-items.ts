import { Buffer } from 'node:buffer';

/** An element of the list `items`, not parsed yet. */
export interface JsonItem {
  readonly line: number;
  /** Throws SyntaxError where it is not JSON. Every `fieldsV1` is null: two fifths of a pod, and no verdict needs it. */
  parse(): unknown;
}

/** A JSON object without its `items`, and those. */
export interface JsonList {
  readonly head: Record<string, unknown>;
  readonly items: readonly JsonItem[];
}

type Span = readonly [from: number, to: number];

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const code = (character: string): number => character.charCodeAt(0);
const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;
const opens = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;
const closes = (byte: number | undefined): boolean => byte === 0x7d || byte === 0x5d;

/**
 * Finds the items of a List (RFC 8259 text) without parsing them, so that of a large dump only one object is whole at a time.
 * Undefined for another text; one that is not JSON gives undefined or items that do not parse.
 */
export function jsonList(bytes: Buffer): JsonList | undefined {
  const reader = new Reader(bytes);
  try {
    return reader.root();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #line = 1;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  root(): JsonList | undefined {
    const head: Record<string, unknown> = {};
    let items: JsonItem[] | undefined;
    this.#expect('{');
    for (let more = !this.#takes('}'); more; more = this.#another('}')) {
      const key = this.#value().parse();
      if (typeof key !== 'string') throw new SyntaxError('a key is text');
      this.#expect(':');
      this.#space();
      if (key === 'items' && this.#bytes[this.#at] === code('[')) items = this.#items();
      // As JSON.parse has it: a key like __proto__ is a key.
      else Object.defineProperty(head, key, { value: this.#value().parse(), enumerable: true });
    }
    this.#space();
    if (this.#at < this.#bytes.length) throw new SyntaxError('something follows');
    return items && { head, items };
  }

  #items(): JsonItem[] {
    const items: JsonItem[] = [];
    this.#expect('[');
    for (let more = !this.#takes(']'); more; more = this.#another(']')) items.push(this.#value());
    return items;
  }

  /** Steps over a value: to its last bracket or quote, or to what ends a number or a word. */
  #value(): JsonItem {
    this.#space();
    const bytes = this.#bytes;
    const [from, line, cuts] = [this.#at, this.#line, [] as Span[]];
    if (bytes[from] === QUOTE) this.#text();
    else if (opens(bytes[from])) this.#nested(cuts);
    else while (!this.#ends(bytes[this.#at])) this.#at++;
    const to = this.#at;
    return { line, parse: () => JSON.parse(without(bytes, from, to, cuts)) as unknown };
  }

  #ends = (byte: number | undefined): boolean =>
    byte === undefined || byte === code(',') || closes(byte) || isSpace(byte);

  #nested(cuts: Span[]): void {
    const bytes = this.#bytes;
    for (let depth = 0; ;) {
      const byte = bytes[this.#at];
      if (byte === QUOTE) {
        const from = this.#at;
        this.#text();
        if (this.#at - from === FIELDS.length && FIELDS.equals(bytes.subarray(from, this.#at)))
          this.#cut(cuts);
        continue;
      }
      this.#at++;
      if (byte === NEWLINE) this.#line++;
      else if (opens(byte)) depth++;
      else if (closes(byte) && --depth === 0) return;
      else if (byte === undefined) throw new SyntaxError('it ends early');
    }
  }

  /** After the key `fieldsV1`: where its value is an object, that is stepped over. A label may have that name, but text as value. */
  #cut(cuts: Span[]): void {
    this.#space();
    if (this.#bytes[this.#at] !== code(':')) return;
    this.#at++;
    this.#space();
    const from = this.#at;
    if (this.#bytes[from] !== code('{')) return;
    this.#nested([]);
    cuts.push([from, this.#at]);
  }

  #text(): void {
    const bytes = this.#bytes;
    for (let at = this.#at + 1; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) {
        this.#at = at + 1;
        return;
      }
    }
    throw new SyntaxError('it ends early');
  }

  #space(): void {
    while (isSpace(this.#bytes[this.#at])) if (this.#bytes[this.#at++] === NEWLINE) this.#line++;
  }

  #takes(character: string): boolean {
    this.#space();
    const found = this.#bytes[this.#at] === code(character);
    if (found) this.#at++;
    return found;
  }

  #expect(character: string): void {
    if (!this.#takes(character)) throw new SyntaxError(`${character} is missing`);
  }

  /** Whether another element follows; else the bracket that closes is taken. */
  #another(close: string): boolean {
    if (this.#takes(',')) return true;
    this.#expect(close);
    return false;
  }
}

const FIELDS = Buffer.from('"fieldsV1"');

function without(bytes: Buffer, from: number, to: number, cuts: readonly Span[]): string {
  let [text, at] = ['', from];
  for (const [start, end] of cuts) {
    text += `${bytes.toString('utf8', at, start)}null`;
    at = end;
  }
  return text + bytes.toString('utf8', at, to);
}
