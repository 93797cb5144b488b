import { EncodeError } from '../encode-error.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';
import { opaque } from './binary-field.ts';
import { type Field, Words } from './field.ts';
import { FORMATS } from './formats.ts';

const CLASS_IN = 1;
const OPAQUE = [opaque];

/** Reads RDATA up to the reader's end as zone-file text. Types not in FORMATS, and classes but IN, come as `\# length hex`. */
export function readRdata(reader: Reader, type: string, rclass: number): string {
  // The format of a type is only sure in class IN; TXT is the same in all, and `version.bind` is asked in CH.
  const known = rclass === CLASS_IN || type === 'TXT' ? fieldsOf(type) : OPAQUE;
  // An empty RDATA occurs in dynamic updates and in some broken replies, and is no text of any type.
  const fields = reader.left === 0 ? OPAQUE : known;
  return fields
    .map((field) => field.read(reader))
    .filter((text) => text !== '')
    .join(' ');
}

/** Writes RDATA from zone-file text; `\# length hex` does for every type. Throws EncodeError. */
export function writeRdata(writer: Writer, type: string, text: string): void {
  const words = new Words(text);
  const fields = text.startsWith('\\#') ? OPAQUE : fieldsOf(type);
  for (const field of fields) field.write(writer, words);
  if (words.left > 0) throw new EncodeError(`too much data for ${type}`);
}

function fieldsOf(type: string): readonly Field[] {
  return Object.hasOwn(FORMATS, type) ? (FORMATS[type] ?? OPAQUE) : OPAQUE;
}
