import type { DnsExchange, DnsMessage } from '../../../core/world/dns.ts';
import { isBelow, isUnder, sameName } from '../domain-name.ts';
import { outcomeOf, type OutcomeKind } from '../outcome.ts';

/** A referral to a zone below: its name servers, with the addresses that came along and may be believed. */
export interface Referral {
  readonly zone: string;
  readonly servers: readonly { readonly name: string; readonly glue: readonly string[] }[];
}

/** What a server of a zone is for a name, by its reply. */
export type Standing =
  | { kind: 'answer' | 'alias' | 'nxdomain' | 'no-data'; message: DnsMessage }
  | { kind: 'referral'; message: DnsMessage; referral: Referral }
  /** Lame: it replies, and not as a server of the zone. */
  | { kind: 'not-authoritative'; message: DnsMessage; why: string }
  /** No DNS message came. */
  | { kind: 'no-reply'; outcome: OutcomeKind };

/** Reads the reply of a server of `zone` that was asked without recursion. */
export function standingOf(exchange: DnsExchange, zone: string): Standing {
  const outcome = outcomeOf(exchange);
  if (!('message' in outcome)) return { kind: 'no-reply', outcome: outcome.kind };
  if (outcome.kind === 'truncated') return { kind: 'no-reply', outcome: 'truncated' };
  const { message } = outcome;
  if (message.rcode !== 'NOERROR' && message.rcode !== 'NXDOMAIN')
    return { kind: 'not-authoritative', message, why: message.rcode };
  const referral = referralIn(message, { zone, name: exchange.name });
  if (referral) return { kind: 'referral', message, referral };
  if (!message.flags.aa) {
    const upwards = message.answers.length === 0 && message.authority.some(({ type }) => type === 'NS');
    const why = upwards
      ? 'a referral that does not lead down'
      : message.answers.length > 0
        ? 'an answer without AA'
        : 'no AA';
    return { kind: 'not-authoritative', message, why };
  }
  if (outcome.kind === 'data') return { kind: 'answer', message };
  if (message.answers.some(({ type }) => type === 'CNAME')) return { kind: 'alias', message };
  return { kind: message.rcode === 'NXDOMAIN' ? 'nxdomain' : 'no-data', message };
}

/** RFC 1034 section 4.3.2 step 3b: no answer, and in the authority section the NS set of a zone on the way down to the name. */
function referralIn(
  { answers, authority, additional, rcode }: DnsMessage,
  at: { zone: string; name: string },
): Referral | undefined {
  if (rcode !== 'NOERROR' || answers.length > 0 || authority.some(({ type }) => type === 'SOA'))
    return undefined;
  const ns = authority.filter(
    ({ type, name }) => type === 'NS' && isBelow(name, at.zone) && isUnder(at.name, name),
  );
  const zone = ns[0]?.name;
  if (zone === undefined) return undefined;
  // Addresses for names outside the referring zone are none of its business (RFC 5452 section 6).
  const glueOf = (server: string): string[] =>
    isUnder(server, at.zone)
      ? additional
          .filter(({ name, type }) => (type === 'A' || type === 'AAAA') && sameName(name, server))
          .map(({ data }) => data)
      : [];
  const servers = ns
    .filter(({ name }) => sameName(name, zone))
    .map(({ data }) => ({ name: data, glue: glueOf(data) }));
  return { zone, servers };
}

/** Whether the walk can go on from this reply. */
export const isUsable = (standing: Standing): boolean =>
  standing.kind !== 'not-authoritative' && standing.kind !== 'no-reply';
