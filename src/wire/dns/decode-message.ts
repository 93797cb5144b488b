import { DecodeError } from './decode-error.ts';
import { type Edns, readEdns } from './edns.ts';
import { readHeader } from './header.ts';
import type { Message, ResourceRecord } from './message.ts';
import { rcodeName } from './rcode.ts';
import { Reader } from './reader.ts';
import { decodeRecord, readQuestion, readRawRecord } from './record.ts';
import { typeNumber } from './record-type.ts';

const OPT = typeNumber('OPT');

type Section = 'answer' | 'authority' | 'additional';

/**
 * Decodes a DNS message (RFC 1035 section 4.1) of any origin.
 * Throws DecodeError and nothing else; time and memory are bounded by the size of the message.
 * With TC set the message may be cut at any octet behind the question: what precedes the cut is returned (RFC 2181 section 9).
 */
export function decodeMessage(bytes: Uint8Array): Message {
  const reader = new Reader(bytes);
  const { id, flags, opcode, rcodeLow, counts } = readHeader(reader);
  const question = Array.from({ length: Math.min(counts[0], bytes.length) }, () => readQuestion(reader));
  const sections: Record<Section, ResourceRecord[]> = { answer: [], authority: [], additional: [] };
  const opt: { edns?: Edns; rcodeHigh: number } = { rcodeHigh: 0 };
  try {
    for (const [i, section] of (['answer', 'authority', 'additional'] as const).entries()) {
      for (let n = counts[i + 1] ?? 0; n > 0; n--) readInto(reader, section, sections[section], opt);
    }
  } catch (error) {
    if (!(error instanceof DecodeError) || !flags.tc) throw error;
    reader.offset = bytes.length;
  }
  return {
    id,
    flags,
    opcode,
    rcode: rcodeName((opt.rcodeHigh << 4) | rcodeLow),
    question,
    ...sections,
    ...(opt.edns && { edns: opt.edns }),
    size: bytes.length,
    trailing: bytes.length - reader.offset,
  };
}

function readInto(
  reader: Reader,
  section: Section,
  records: ResourceRecord[],
  opt: { edns?: Edns; rcodeHigh: number },
): void {
  const raw = readRawRecord(reader);
  if (raw.type !== OPT || section !== 'additional') {
    records.push(decodeRecord(reader, raw));
    return;
  }
  // RFC 6891 section 6.1.1: one OPT at most, owned by the root.
  if (opt.edns) throw new DecodeError('a second OPT record', raw.at);
  if (raw.name !== '.') throw new DecodeError('an OPT record that the root does not own', raw.at);
  const { rclass, ttl } = raw;
  Object.assign(opt, readEdns({ rclass, ttl, rdata: reader.bytes.subarray(raw.at, raw.at + raw.length) }));
}
