import { EncodeError } from '../encode-error.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/** The words of a record's presentation text, taken from the left. */
export class Words {
  readonly #words: string[];

  /** Splits at spaces, not inside double quotes and not after a backslash. */
  constructor(text: string) {
    this.#words = text.match(/(?:"(?:[^"\\]|\\.)*"|\\.|[^\s"\\])+/gs) ?? [];
  }

  get left(): number {
    return this.#words.length;
  }

  next(): string {
    const word = this.#words.shift();
    if (word === undefined) throw new EncodeError('record data is too short');
    return word;
  }

  rest(): string[] {
    return this.#words.splice(0);
  }
}

/** One field of RDATA: how it reads as text, and how its text is written back. */
export interface Field {
  /** Reads up to the reader's end at most. Empty text is left out of the line. Throws DecodeError. */
  readonly read: (reader: Reader) => string;
  /** Throws EncodeError. */
  readonly write: (writer: Writer, words: Words) => void;
}
