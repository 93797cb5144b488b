import type { DnsAttempt, DnsExchange, DnsMessage, DnsRecord } from '../../core/world/dns.ts';

/** What an exchange comes to. */
export type Outcome =
  | {
      kind: 'data' | 'no-data' | 'nxdomain' | 'servfail' | 'refused' | 'referral' | 'other';
      message: DnsMessage;
      attempt: DnsAttempt;
    }
  /** Truncated over UDP, and TCP brought nothing. */
  | { kind: 'truncated'; message: DnsMessage; attempt: DnsAttempt; tcp?: DnsAttempt }
  /** No DNS message came: `closed` is a port that refuses. */
  | {
      kind: 'silent' | 'closed' | 'unreachable' | 'malformed' | 'not-allowed' | 'error';
      attempt: DnsAttempt;
    };

export type OutcomeKind = Outcome['kind'];

/** Records of the asked type among the answers; of a CNAME chain only what it ends in. */
export const dataOf = ({ message, type }: { message: DnsMessage; type: string }): DnsRecord[] =>
  message.answers.filter((record) => record.type === type);

const NO_MESSAGE = {
  answer: 'error', // never: an answer has its message
  timeout: 'silent',
  refused: 'closed',
  unreachable: 'unreachable',
  malformed: 'malformed',
  closed: 'silent',
  'not-allowed': 'not-allowed',
  error: 'error',
} as const;

/** Reads an exchange: its last whole answer counts, else the truncated one, else how its last attempt ended. */
export function outcomeOf(exchange: DnsExchange): Outcome {
  const answers = exchange.attempts.filter((attempt) => attempt.message !== undefined);
  const attempt =
    answers.findLast(({ message }) => !message?.flags.tc) ?? answers.at(-1) ?? exchange.attempts.at(-1);
  if (!attempt) throw new TypeError('An exchange without attempts.');
  const { message } = attempt;
  if (!message) return { kind: NO_MESSAGE[attempt.outcome], attempt };
  if (message.flags.tc) {
    const tcp = exchange.attempts.findLast(({ transport }) => transport === 'tcp');
    return { kind: 'truncated', message, attempt, ...(tcp && { tcp }) };
  }
  return { kind: kindOf(message, exchange.type), message, attempt };
}

function kindOf(
  message: DnsMessage,
  type: string,
): 'data' | 'no-data' | 'nxdomain' | 'servfail' | 'refused' | 'referral' | 'other' {
  switch (message.rcode) {
    case 'NOERROR':
      if (dataOf({ message, type }).length > 0) return 'data';
      return isReferral(message) ? 'referral' : 'no-data';
    case 'NXDOMAIN':
      return 'nxdomain';
    case 'SERVFAIL':
      return 'servfail';
    case 'REFUSED':
      return 'refused';
    default:
      return 'other';
  }
}

/** RFC 2308 section 2.2: without an answer, NS and no SOA in the authority section point elsewhere. */
function isReferral({ answers, authority, flags }: DnsMessage): boolean {
  const has = (type: string): boolean => authority.some((record) => record.type === type);
  return answers.length === 0 && !flags.aa && has('NS') && !has('SOA');
}

/** The SOA that a negative answer carries (RFC 2308 section 3). */
export const soaOf = (message: DnsMessage): DnsRecord | undefined =>
  message.authority.find((record) => record.type === 'SOA');

/** Whether a DNS message came at all. */
export const answered = (outcome: Outcome): outcome is Extract<Outcome, { message: DnsMessage }> =>
  'message' in outcome;

/** The extended error codes (RFC 8914) of an answer. */
export const edeCodes = (message: DnsMessage): number[] => message.edns?.ede.map(({ code }) => code) ?? [];
