import type { Question, ResourceRecord } from './message.ts';
import { readName, writeName } from './name.ts';
import { readRdata, writeRdata } from './rdata/rdata.ts';
import type { Reader } from './reader.ts';
import { className, classNumber } from './record-class.ts';
import { typeName, typeNumber } from './record-type.ts';
import type { Writer } from './writer.ts';

/** Reads one entry of the question section (RFC 1035 section 4.1.2). */
export function readQuestion(reader: Reader): Question {
  const name = readName(reader);
  const type = reader.u16();
  return { name, type: typeName(type), class: className(reader.u16()) };
}

/** A record whose RDATA is still octets of the message. */
export interface RawRecord {
  readonly name: string;
  readonly type: number;
  readonly rclass: number;
  readonly ttl: number;
  /** Where the RDATA begins in the message, and its length in octets. */
  readonly at: number;
  readonly length: number;
}

/** Reads owner name, type, class, ttl and length, and steps over the RDATA (RFC 1035 section 4.1.3). Throws DecodeError. */
export function readRawRecord(reader: Reader): RawRecord {
  const name = readName(reader);
  const type = reader.u16();
  const rclass = reader.u16();
  const ttl = reader.u32();
  const length = reader.u16();
  const at = reader.offset;
  reader.take(length);
  return { name, type, rclass, ttl, at, length };
}

/** Decodes the RDATA of a record. RFC 2181 section 8: a ttl with the top bit set is zero. Throws DecodeError. */
export function decodeRecord(reader: Reader, raw: RawRecord): ResourceRecord {
  const type = typeName(raw.type);
  const resume = reader.offset;
  reader.offset = raw.at;
  const data = reader.within(raw.length, () => readRdata(reader, type, raw.rclass));
  reader.offset = resume;
  return {
    name: raw.name,
    type,
    class: className(raw.rclass),
    ttl: raw.ttl > 0x7fffffff ? 0 : raw.ttl,
    data,
  };
}

export function writeQuestion(writer: Writer, { name, type, class: rclass }: Question): void {
  writeName(writer, name);
  writer.u16(typeNumber(type));
  writer.u16(classNumber(rclass));
}

/** Writes a record. Throws EncodeError where its data does not fit its type. */
export function writeRecord(writer: Writer, record: ResourceRecord): void {
  writeQuestion(writer, record);
  writer.u32(record.ttl);
  writer.prefixed(() => writeRdata(writer, record.type, record.data));
}
