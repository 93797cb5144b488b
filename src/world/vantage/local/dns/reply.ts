import type { DnsMessage, DnsRecord } from '../../../../core/world/dns.ts';
import { DecodeError } from '../../../../wire/dns/decode-error.ts';
import { decodeMessage } from '../../../../wire/dns/decode-message.ts';
import type { Message, Question, ResourceRecord } from '../../../../wire/dns/message.ts';

/** What a reply must match to be taken for the answer. */
export interface Asked {
  readonly id: number;
  /** As it was encoded, so with its trailing dot. */
  readonly question: Question;
}

/**
 * What octets from the server are: its answer, something that is not for us (RFC 5452 section 9.1: another id or question),
 * or, with our id, no DNS message.
 */
export type Reply =
  | { kind: 'answer'; message: DnsMessage }
  | { kind: 'foreign'; why: string }
  | { kind: 'malformed'; why: string };

/** Decodes octets from a server and matches them with what was asked. Never throws. */
export function readReply(octets: Uint8Array, { id, question }: Asked): Reply {
  const [high = -1, low = -1] = octets;
  if (octets.length < 2 || ((high << 8) | low) !== id) return { kind: 'foreign', why: 'another id' };
  try {
    const message = decodeMessage(octets);
    const why = mismatch(message, question);
    return why === undefined ? { kind: 'answer', message: asDnsMessage(message) } : { kind: 'foreign', why };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { kind: 'malformed', why: error.message };
  }
}

// Servers that could not read the question, or would not, may leave it out.
const MAY_OMIT_QUESTION = new Set(['FORMERR', 'NOTIMP', 'REFUSED', 'SERVFAIL', 'BADVERS']);

function mismatch(message: Message, asked: Question): string | undefined {
  if (!message.flags.qr) return 'a query, no reply';
  if (message.opcode !== 'QUERY') return 'another opcode';
  const [got, ...more] = message.question;
  if (!got && MAY_OMIT_QUESTION.has(message.rcode)) return undefined;
  const same =
    got?.name.toLowerCase() === asked.name.toLowerCase() &&
    got.type === asked.type &&
    got.class === asked.class;
  return same && more.length === 0 ? undefined : 'another question';
}

const MOST_RECORDS = 256;

function asDnsMessage({ rcode, flags, answer, authority, additional, edns, size }: Message): DnsMessage {
  const { aa, tc, rd, ra, ad, cd } = flags;
  return {
    rcode,
    flags: { aa, tc, rd, ra, ad, cd },
    answers: records(answer),
    authority: records(authority),
    additional: records(additional),
    ...(edns && {
      edns: {
        udpPayload: edns.udpSize,
        dnssecOk: edns.dnssecOk,
        ...(edns.nsid && { nsid: nsidText(edns.nsid) }),
        ede: edns.extendedErrors.map(({ code, text }) => ({ code, text })),
      },
    }),
    size,
  };
}

const records = (all: readonly ResourceRecord[]): DnsRecord[] =>
  all.slice(0, MOST_RECORDS).map(({ name, type, ttl, data }) => ({ name, type, ttl, data }));

/** An NSID is opaque (RFC 5001 section 2.3): as text where it is printable ASCII, else as hexadecimal. */
function nsidText(octets: Uint8Array): string {
  const text = Buffer.from(octets).toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) ? text : `0x${Buffer.from(octets).toString('hex')}`;
}
