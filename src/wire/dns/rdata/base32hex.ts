import { EncodeError } from '../encode-error.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/** Base 32 with the extended hex alphabet, without padding (RFC 4648 section 7). */
export function toBase32hex(octets: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const octet of octets) {
    held = ((held << 8) | octet) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >> (bits - 5)) & 31);
  }
  return bits > 0 ? text + ALPHABET.charAt((held << (5 - bits)) & 31) : text;
}

/** The reverse of {@link toBase32hex}; bits that fill no octet are dropped. Throws EncodeError. */
export function fromBase32hex(text: string): Uint8Array {
  const octets: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.toUpperCase()) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new EncodeError('not base 32');
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      octets.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(octets);
}
