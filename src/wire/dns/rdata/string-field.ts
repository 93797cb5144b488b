import { EncodeError } from '../encode-error.ts';
import { quote, unquote } from '../escape.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';
import type { Field } from './field.ts';

function readString(reader: Reader): string {
  return quote(reader.take(reader.u8()));
}

function writeString(writer: Writer, word: string): void {
  const octets = unquote(word);
  if (octets.length > 255) throw new EncodeError('a character-string longer than 255 octets');
  writer.u8(octets.length);
  writer.raw(octets);
}

/** A character-string: a length octet and that many octets (RFC 1035 section 3.3). */
export const string: Field = {
  read: readString,
  write: (writer, words) => writeString(writer, words.next()),
};

/** One character-string or more, to the end (TXT). */
export const strings: Field = {
  read(reader) {
    const parts = [readString(reader)];
    while (reader.left > 0) parts.push(readString(reader));
    return parts.join(' ');
  },
  write(writer, words) {
    if (words.left === 0) throw new EncodeError('at least one character-string is needed');
    for (const word of words.rest()) writeString(writer, word);
  },
};

/** All octets to the end, quoted (the value of CAA and URI). */
export const restString: Field = {
  read: (reader) => quote(reader.rest()),
  write: (writer, words) => writer.raw(unquote(words.next())),
};

/** The tag of CAA: letters and digits behind a length octet (RFC 8659 section 4.1); others are quoted. */
export const tag: Field = {
  read(reader) {
    const quoted = readString(reader);
    return /^"[a-zA-Z0-9]+"$/.test(quoted) ? quoted.slice(1, -1) : quoted;
  },
  write: string.write,
};
