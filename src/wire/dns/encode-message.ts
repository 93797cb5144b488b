import { type EdnsRequest, writeEdns } from './edns.ts';
import { type Flags, writeHeader } from './header.ts';
import type { Question, ResourceRecord } from './message.ts';
import { rcodeNumber } from './rcode.ts';
import { writeQuestion, writeRecord } from './record.ts';
import { Writer } from './writer.ts';

/** A message to encode. Sections left out are empty. */
export interface OutgoingMessage {
  readonly id: number;
  readonly flags?: Partial<Flags>;
  /** Above 15 only with `edns`, which carries the upper bits. */
  readonly rcode?: string;
  readonly question?: readonly Question[];
  readonly answer?: readonly ResourceRecord[];
  readonly authority?: readonly ResourceRecord[];
  readonly additional?: readonly ResourceRecord[];
  readonly edns?: EdnsRequest;
}

/** Encodes a whole message, such as a reply, with name compression. Throws EncodeError. */
export function encodeMessage(message: OutgoingMessage): Uint8Array {
  const { id, flags = {}, question = [], answer = [], authority = [], additional = [], edns } = message;
  const rcode = rcodeNumber(message.rcode ?? 'NOERROR');
  const writer = new Writer({ compress: true });
  const counts = [
    question.length,
    answer.length,
    authority.length,
    additional.length + (edns ? 1 : 0),
  ] as const;
  writeHeader(writer, { id, flags, rcodeLow: rcode & 0xf, counts });
  for (const entry of question) writeQuestion(writer, entry);
  for (const record of [...answer, ...authority, ...additional]) writeRecord(writer, record);
  if (edns) writeEdns(writer, edns, rcode);
  return writer.done();
}
