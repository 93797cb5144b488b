import { DecodeError } from './decode-error.ts';
import { EncodeError } from './encode-error.ts';
import { escapeLabel, unescape } from './escape.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

const MAX_LABEL = 63;
const MAX_NAME = 255;
const MAX_POINTER = 0x3fff;
// A name has 127 labels at most, so honest compression never needs more jumps.
const MAX_JUMPS = 127;
const DOT = 0x2e;

/**
 * Reads a domain name and follows compression pointers (RFC 1035 section 4.1.4).
 * A pointer must lead before everything read so far of this name, so no loop is possible.
 * Answers in presentation format with the trailing dot; the root is `.`. Throws DecodeError.
 */
export function readName(reader: Reader): string {
  const { bytes } = reader;
  const labels: string[] = [];
  let octets = 1;
  let floor = reader.offset;
  let at = reader.offset;
  let end = reader.end;
  let resume: number | undefined;
  let jumps = 0;
  for (;;) {
    const length = bytes[at];
    if (length === undefined || at >= end) throw new DecodeError('a name runs past the end', at);
    if (length === 0) break;
    if (length >= 0xc0) {
      const low = bytes[at + 1];
      if (low === undefined || at + 1 >= end) throw new DecodeError('a name runs past the end', at);
      const target = ((length & 0x3f) << 8) | low;
      if (target >= floor) throw new DecodeError('a compression pointer does not lead backwards', at);
      if (++jumps > MAX_JUMPS) throw new DecodeError('too many compression pointers in a name', at);
      resume ??= at + 2;
      floor = target;
      at = target;
      end = bytes.length;
      continue;
    }
    if (length > MAX_LABEL) throw new DecodeError('an unknown label type', at);
    if (at + 1 + length > end) throw new DecodeError('a label runs past the end', at);
    octets += length + 1;
    if (octets > MAX_NAME) throw new DecodeError('a name longer than 255 octets', at);
    labels.push(escapeLabel(bytes.subarray(at + 1, at + 1 + length)));
    at += length + 1;
  }
  reader.spendName(octets);
  reader.offset = resume ?? at + 1;
  return labels.length === 0 ? '.' : `${labels.join('.')}.`;
}

/** The labels of a name in presentation format, root last and left out. Throws EncodeError where the name has no wire form. */
export function labelsOf(name: string): Uint8Array[] {
  if (name === '.') return [];
  const labels: number[][] = [[]];
  for (const { octet, escaped } of unescape(name)) {
    if (octet === DOT && !escaped) labels.push([]);
    else labels.at(-1)?.push(octet);
  }
  if (labels.at(-1)?.length === 0) labels.pop();
  if (labels.length === 0 || labels.some((label) => label.length === 0))
    throw new EncodeError('a name with an empty label');
  if (labels.some((label) => label.length > MAX_LABEL))
    throw new EncodeError('a label longer than 63 octets');
  const octets = labels.reduce((sum, label) => sum + label.length + 1, 1);
  if (octets > MAX_NAME) throw new EncodeError('a name longer than 255 octets');
  return labels.map((label) => Uint8Array.from(label));
}

/** Writes a name given in presentation format. It is taken as absolute with or without its trailing dot. */
export function writeName(writer: Writer, name: string, { compress = true } = {}): void {
  const labels = labelsOf(name);
  for (const [i, label] of labels.entries()) {
    const suffix = labels.slice(i).map(escapeLabel).join('.');
    const known = compress ? writer.suffixes?.get(suffix) : undefined;
    if (known !== undefined) {
      writer.u16(0xc000 | known);
      return;
    }
    if (writer.length <= MAX_POINTER && !writer.suffixes?.has(suffix))
      writer.suffixes?.set(suffix, writer.length);
    writer.u8(label.length);
    writer.raw(label);
  }
  writer.u8(0);
}
