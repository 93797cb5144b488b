import type { DerElement } from './der.ts';

const UTF8 = 0x0c;
const BMP = 0x1e;
const UNIVERSAL = 0x1c;
/** NumericString, PrintableString, TeletexString, IA5String, VisibleString: one octet a character. */
const SINGLE_OCTET: readonly number[] = [0x12, 0x13, 0x14, 0x16, 0x1a];

/** The text of an ASN.1 string type (RFC 5280 section 4.1.2.4), or undefined when the element is no string. Never throws. */
export function directoryString({ tag, body }: DerElement): string | undefined {
  if (tag === UTF8) return new TextDecoder().decode(body);
  if (tag === BMP) return codePoints(body, 2);
  if (tag === UNIVERSAL) return codePoints(body, 4);
  return SINGLE_OCTET.includes(tag) ? codePoints(body, 1) : undefined;
}

function codePoints(body: Uint8Array, width: number): string {
  let text = '';
  for (let at = 0; at + width <= body.length; at += width) {
    let point = 0;
    for (let offset = 0; offset < width; offset += 1) point = point * 256 + (body[at + offset] ?? 0);
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}
