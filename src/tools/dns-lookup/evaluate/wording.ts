import { parseIp } from '../../../core/address/ip.ts';
import { nameInSentence, quote, type Quote } from '../../../core/untrusted.ts';
import { extendedErrorPurpose } from '../../../core/extended-dns-error.ts';
import type { DnsMessage, DnsRecord } from '../../../core/world/dns.ts';
import type { View } from '../observation.ts';
import { answered, dataOf, type Outcome, type OutcomeKind, outcomeOf, soaOf } from '../outcome.ts';
import { isAddressType } from '../types-asked.ts';
import { sameName } from '../domain-name.ts';

const MOST_SHOWN = 8;

/** A list for a sentence, cut after eight. */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, MOST_SHOWN).join(', ');
  return items.length > MOST_SHOWN ? `${shown} and ${items.length - MOST_SHOWN} more` : shown;
}

export const inMs = (ms: number): string => `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;

/** The addresses among the records, in order; what is no address is left out. */
export const addressesOf = (records: readonly DnsRecord[]): string[] =>
  records
    .filter(({ type, data }) => isAddressType(type) && parseIp(data) !== undefined)
    .map(({ data }) => data);

/** The CNAME chain of an answer as `a → b → c`; undefined without one. */
export function chainOf({ answers }: DnsMessage): string | undefined {
  const aliases = answers.filter(({ type }) => type === 'CNAME');
  const [first] = aliases;
  return first && [first.name, ...aliases.map(({ data }) => data)].map(nameInSentence).join(' → ');
}

/** Whether the aliases of an answer lead back to one of themselves. */
export const isCircular = ({ answers }: DnsMessage): boolean => {
  const aliases = answers.filter(({ type }) => type === 'CNAME');
  const last = aliases.at(-1);
  return last !== undefined && aliases.some(({ name }) => sameName(name, last.data));
};

/** What became of a question, in a few words. */
export const KIND_WORDS: Readonly<Record<OutcomeKind, string>> = {
  data: 'an answer',
  'no-data': 'no record of this type',
  nxdomain: 'NXDOMAIN',
  servfail: 'SERVFAIL',
  refused: 'REFUSED',
  other: 'an error',
  truncated: 'truncated, no answer over TCP',
  silent: 'no reply',
  closed: 'ECONNREFUSED (port closed or rejected)',
  unreachable: 'unreachable',
  malformed: 'a reply that is not the answer to the question',
  'not-allowed': 'not asked',
  referral: 'a referral: it does not recurse for us',
  error: 'not sent',
};

function words(outcome: Outcome, type: string): string {
  if (!answered(outcome)) {
    const { errno, detail } = outcome.attempt;
    const more = detail ?? (outcome.kind === 'closed' ? undefined : errno);
    return `${KIND_WORDS[outcome.kind]}${more === undefined ? '' : ` (${more})`}`;
  }
  const { message } = outcome;
  const ede =
    message.edns?.ede.map(({ code }) => `, EDE ${code} ${extendedErrorPurpose(code)}`).join('') ?? '';
  if (outcome.kind === 'data') return `${dataWords(message, type)}${ede}`;
  const soa = soaOf(message);
  const by = soa ? `, SOA ${zoneText(soa.name)} ttl ${soa.ttl}` : '';
  const chain = chainOf(message);
  const what = outcome.kind === 'other' ? message.rcode : KIND_WORDS[outcome.kind];
  const tcp =
    outcome.kind === 'truncated' && outcome.tcp ? ` (${outcome.tcp.errno ?? outcome.tcp.outcome})` : '';
  return `${chain === undefined ? '' : `${chain}: `}${what}${tcp}${by}${ede}`;
}

function dataWords(message: DnsMessage, type: string): string {
  const records = dataOf({ message, type });
  const chain = chainOf(message);
  const what = isAddressType(type)
    ? listed(addressesOf(records))
    : `${records.length} record${records.length === 1 ? '' : 's'}`;
  return `${chain === undefined ? '' : `${chain}: `}${what}, ttl ${Math.min(...records.map(({ ttl }) => ttl))}`;
}

/** A zone in a sentence; the root is a plain dot. */
export const zoneText = (zone: string): string => (zone === '.' ? '.' : nameInSentence(zone));

/** One server's answer to one question, in a line; how it was asked otherwise follows when that says more. */
export function viewLine({ exchange, plain, tcp, alive, checkingDisabled, again }: View): string {
  const { server, type, name } = exchange;
  const outcome = outcomeOf(exchange);
  const otherwise = Object.entries({
    'without EDNS': plain,
    'over TCP': tcp,
    '. NS': alive,
    'with CD=1': checkingDisabled,
    'asked again': again,
  });
  const more = otherwise
    .map(([how, other]) => (other ? `; ${how}: ${words(outcomeOf(other), other.type)}` : ''))
    .join('');
  return `@${server} ${type} ${nameInSentence(name)}: ${words(outcome, type)}, ${inMs(outcome.attempt.ms)}${more}`;
}

/** Data that is no address, the texts of extended errors and name server ids: all foreign. */
export function quotesOf({ exchange }: View): Quote[] {
  const outcome = outcomeOf(exchange);
  if (!answered(outcome)) return [];
  const from = `${exchange.type} @${exchange.server}`;
  const { message } = outcome;
  const records = isAddressType(exchange.type) ? [] : dataOf({ message, type: exchange.type });
  const texts = message.edns?.ede.filter(({ text }) => text !== '') ?? [];
  return [
    ...records.slice(0, MOST_SHOWN).map(({ data }) => quote(from, data)),
    ...texts.map(({ code, text }) => quote(`extended error ${code} of ${from}`, text)),
    ...(message.edns?.nsid === undefined
      ? []
      : [quote(`server id (NSID) of @${exchange.server}`, message.edns.nsid)]),
  ];
}
