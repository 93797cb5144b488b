import { DecodeError } from '../decode-error.ts';
import { EncodeError } from '../encode-error.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/** Reads length-prefixed items to the end as one comma-separated value, commas inside an item escaped (RFC 9460 appendix A.1). */
export function readItems(reader: Reader): Uint8Array {
  const value: number[] = [];
  while (reader.left > 0) {
    const item = reader.take(reader.u8());
    if (item.length === 0) throw new DecodeError('an empty ALPN id', reader.offset);
    if (value.length > 0) value.push(COMMA);
    for (const octet of item)
      value.push(...(octet === COMMA || octet === BACKSLASH ? [BACKSLASH, octet] : [octet]));
  }
  if (value.length === 0) throw new DecodeError('an empty list of ALPN ids', reader.offset);
  return Uint8Array.from(value);
}

/** The reverse of {@link readItems}. */
export function writeItems(writer: Writer, value: Uint8Array): void {
  const items: number[][] = [[]];
  for (let i = 0; i < value.length; i++) {
    if (value[i] === COMMA) items.push([]);
    else {
      if (value[i] === BACKSLASH) i++;
      items.at(-1)?.push(value[i] ?? BACKSLASH);
    }
  }
  for (const item of items) {
    if (item.length < 1 || item.length > 255) throw new EncodeError('an ALPN id has 1 to 255 octets');
    writer.u8(item.length);
    writer.raw(item);
  }
}
