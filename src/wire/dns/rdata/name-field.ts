import { readName, writeName } from '../name.ts';
import type { Field } from './field.ts';

/** A name that may be compressed: only in the types of RFC 1035 (RFC 3597 section 4). */
export const name: Field = {
  read: readName,
  write: (writer, words) => writeName(writer, words.next()),
};

/** A name that must be written in full. A compressed one is read all the same. */
export const plainName: Field = {
  read: readName,
  write: (writer, words) => writeName(writer, words.next(), { compress: false }),
};
