import { DecodeError } from '../decode-error.ts';
import { typeName, typeNumber } from '../record-type.ts';
import type { Field } from './field.ts';

/** A record type as a field of its own (the type that an RRSIG covers). */
export const recordType: Field = {
  read: (reader) => typeName(reader.u16()),
  write: (writer, words) => writer.u16(typeNumber(words.next())),
};

/** The windows of type bits that end NSEC and NSEC3 (RFC 4034 section 4.1.2). May be empty. */
export const typeBitmap: Field = {
  read(reader) {
    const types: string[] = [];
    let last = -1;
    while (reader.left > 0) {
      const window = reader.u8();
      const length = reader.u8();
      if (window <= last || length < 1 || length > 32)
        throw new DecodeError('a broken type bit map', reader.offset);
      last = window;
      for (const [i, octet] of reader.take(length).entries()) {
        for (let bit = 0; bit < 8; bit++)
          if (octet & (0x80 >> bit)) types.push(typeName(window * 256 + i * 8 + bit));
      }
    }
    return types.join(' ');
  },
  write(writer, words) {
    const numbers = words
      .rest()
      .map(typeNumber)
      .toSorted((a, b) => a - b);
    for (const window of new Set(numbers.map((number) => number >> 8))) {
      const inside = numbers.filter((number) => number >> 8 === window).map((number) => number & 0xff);
      const octets = new Uint8Array(((inside.at(-1) ?? 0) >> 3) + 1);
      for (const number of inside) octets[number >> 3] = (octets[number >> 3] ?? 0) | (0x80 >> (number & 7));
      writer.u8(window);
      writer.u8(octets.length);
      writer.raw(octets);
    }
  },
};
