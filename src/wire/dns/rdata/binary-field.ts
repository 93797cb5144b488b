import { EncodeError } from '../encode-error.ts';
import { fromBase32hex, toBase32hex } from './base32hex.ts';
import type { Field } from './field.ts';

function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw new EncodeError('not hexadecimal');
  return Buffer.from(text, 'hex');
}

/** All octets to the end, in hexadecimal (digests). */
export const hex: Field = {
  read: (reader) => Buffer.from(reader.rest()).toString('hex').toUpperCase(),
  write: (writer, words) => writer.raw(fromHex(words.rest().join(''))),
};

/** All octets to the end, in base 64 (keys and signatures). */
export const base64: Field = {
  read: (reader) => Buffer.from(reader.rest()).toString('base64'),
  write(writer, words) {
    const text = words.rest().join('');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new EncodeError('not base 64');
    writer.raw(Buffer.from(text, 'base64'));
  },
};

/** A length octet and a salt in hexadecimal, `-` when empty (RFC 5155 section 3.3). */
export const salt: Field = {
  read: (reader) => Buffer.from(reader.take(reader.u8())).toString('hex').toUpperCase() || '-',
  write(writer, words) {
    const word = words.next();
    const octets = word === '-' ? new Uint8Array() : fromHex(word);
    writer.u8(octets.length);
    writer.raw(octets);
  },
};

/** A length octet and a hashed owner name in unpadded base 32 (RFC 5155 section 3.3); `-` when empty. */
export const hash: Field = {
  read: (reader) => toBase32hex(reader.take(reader.u8())) || '-',
  write(writer, words) {
    const word = words.next();
    const octets = word === '-' ? new Uint8Array() : fromBase32hex(word);
    writer.u8(octets.length);
    writer.raw(octets);
  },
};

/** Any RDATA: `\# length hex` (RFC 3597 section 5). */
export const opaque: Field = {
  read(reader) {
    const { left } = reader;
    return `\\# ${left}${left > 0 ? ' ' : ''}${Buffer.from(reader.rest()).toString('hex').toUpperCase()}`;
  },
  write(writer, words) {
    const mark = words.next();
    const length = words.next();
    const octets = fromHex(words.rest().join(''));
    if (mark !== '\\#' || length !== String(octets.length))
      throw new EncodeError('\\#, the length and so many octets are needed');
    writer.raw(octets);
  },
};
