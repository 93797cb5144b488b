/** A big-endian unsigned integer. */
export function uint(octets: 1 | 2 | 3 | 4, value: number): Uint8Array {
  const bytes = new Uint8Array(octets);
  for (let at = octets - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256))
    bytes[at] = rest % 256;
  return bytes;
}

/** Byte strings joined in order. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A vector: its length in so many octets, then its content (RFC 8446 section 3.4). */
export function vector(lengthOctets: 1 | 2 | 3, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(parts);
  return concat([uint(lengthOctets, content.length), content]);
}

/** A vector of 16-bit values. */
export function uint16s(lengthOctets: 1 | 2, values: readonly number[]): Uint8Array {
  const content = new Uint8Array(values.length * 2);
  for (const [index, value] of values.entries()) {
    content[index * 2] = value >> 8;
    content[index * 2 + 1] = value & 0xff;
  }
  return vector(lengthOctets, content);
}

/** One octet a character; text is expected to be ASCII. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}
