import { EncodeError } from '../encode-error.ts';
import type { Field } from './field.ts';

function decimal(word: string): number {
  if (!/^\d{1,10}$/.test(word)) throw new EncodeError(`not a number: ${JSON.stringify(word)}`);
  return Number(word);
}

export const u8: Field = {
  read: (reader) => String(reader.u8()),
  write: (writer, words) => writer.u8(decimal(words.next())),
};

export const u16: Field = {
  read: (reader) => String(reader.u16()),
  write: (writer, words) => writer.u16(decimal(words.next())),
};

export const u32: Field = {
  read: (reader) => String(reader.u32()),
  write: (writer, words) => writer.u32(decimal(words.next())),
};
