import { nameInSentence } from '../../../core/untrusted.ts';
import { isClusterOnly } from '../../../core/target/service-name.ts';
import { USED_SERVERS } from '../client-view.ts';
import { MOST_SUFFIXES } from '../expansion.ts';
import { outcomeOf } from '../outcome.ts';
import { isInvalid, isMulticast } from '../special-name.ts';
import { authorityOn } from './authority.ts';
import type { Case } from './case.ts';
import { KIND_WORDS } from './wording.ts';
import { isRouted } from './v6-unroutable.ts';

/** Limits of what was seen, and facts that are no finding. */
export function notesOn(at: Case): string[] {
  return [...limits(at), ...refusedAddresses(at), ...oddities(at)];
}

function* limits({ seen, main }: Case): Generator<string> {
  const { config } = seen;
  if (!config.authoritative)
    yield 'The resolver configuration of this system is not in files: the servers shown may not be those that its programs ask.';
  if (config.nameservers.length > USED_SERVERS)
    yield `resolv.conf names ${config.nameservers.length} servers; the C library uses the first ${USED_SERVERS}.`;
  const { effectiveName } = main.story;
  if (isInvalid(effectiveName))
    yield 'Names under .invalid exist nowhere, by intent (RFC 6761 section 6.4): an answer would be its resolver’s invention.';
  if (isMulticast(effectiveName) && !isClusterOnly(effectiveName))
    yield 'Names under .local are those of multicast DNS (RFC 6762 section 3), which is not asked here; resolvers that keep to it do not ask name servers for them.';
  if (config.search.length > MOST_SUFFIXES)
    yield `Of ${config.search.length} search domains the first ${MOST_SUFFIXES} were tried.`;
}

/** Shown, and marked: no probe will go there. */
const refusedAddresses = ({ seen }: Case): string[] =>
  seen.refused.map(({ address, rule }) => `The answer ${address} is shown only: ${rule}.`);

function* oddities(at: Case): Generator<string> {
  const { seen, main } = at;
  const { winner, steps } = main.story;
  const denied = winner?.answers.find(({ outcome }) => outcome.kind === 'nxdomain');
  if (denied)
    yield `@${denied.view.exchange.server} says NXDOMAIN for ${denied.type} of a name that exists (RFC 4074 section 4.2): some clients then give up.`;
  const unanswered = seen.views.find(
    ({ exchange, plain }) => outcomeOf(exchange).kind === 'silent' && plain && 'message' in outcomeOf(plain),
  );
  if (unanswered)
    yield `@${unanswered.exchange.server} did not answer the first try, with EDNS, and answered without EDNS later.`;
  const stops = steps.find(
    ({ suffix, kind }) => suffix !== undefined && (kind === 'servfail' || kind === 'no-data'),
  );
  if (stops && winner && seen.config.libc !== 'musl')
    yield `A client on musl (Alpine) would stop at ${nameInSentence(stops.name)}, which gives ${KIND_WORDS[stops.kind]}.`;
  const waitedFor = steps.find(
    ({ asked, suffix, kind }) => asked && suffix !== undefined && kind === 'silent',
  );
  if (waitedFor && winner?.suffix === undefined && winner)
    yield `Each lookup first waits for ${nameInSentence(waitedFor.name)}, made by the search list, which gets no reply: write a trailing dot, or repair the search domain.`;
  if (seen.libc?.outcome === 'found' && !winner && seen.config.hostsLines.length === 0)
    yield 'getaddrinfo found the name by something other than the DNS servers asked here (see the hosts line of nsswitch.conf).';
  const { failing } = main.story;
  if (seen.libc?.outcome === 'found' && failing && !['nxdomain', 'no-data'].includes(failing.kind))
    yield `The name servers themselves gave no answer for it: ${KIND_WORDS[failing.kind]}.`;
  const v6 = seen.libc?.addresses.find((address) => address.includes(':') && !isRouted(seen, address));
  if (v6 !== undefined && seen.libc?.addresses.some((address) => !address.includes(':')) === true)
    yield `There is no IPv6 route to ${v6} here; IPv4 serves.`;
  const [type = 'A'] = main.types;
  const authority = authorityOn(seen.trace, main.story.effectiveName, type);
  if (authority && !authority.agreed)
    yield `The servers of ${nameInSentence(authority.zone)} do not all give the same answer: they answer by turns or by location, or some are not up to date.`;
}
