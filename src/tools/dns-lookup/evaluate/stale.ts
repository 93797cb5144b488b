import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Answer } from '../client-story.ts';
import { sameName } from '../domain-name.ts';
import { answered, dataOf, edeCodes, soaOf } from '../outcome.ts';
import { isAddressType } from '../types-asked.ts';
import { authorityOn } from './authority.ts';
import { type Case, warn } from './case.ts';
import { isNewer, readSoa } from './soa.ts';
import { differsInReach } from './side.ts';
import { addressesOf, listed } from './wording.ts';

// RFC 8914 sections 4.4 and 4.20.
const STALE = [3, 19];
/** Below this, an answer that differs is as likely one by location: such zones use short ttls. */
const WORTH_WAITING_S = 300;

/** Old answers that are still in use although the client gets one. */
export function judgeStale(at: Case): Check[] {
  const answers = at.main.story.winner?.answers ?? at.main.story.failing?.answers ?? [];
  return answers.flatMap((answer) => servedStale(answer) ?? cachedOld(at, answer) ?? []).slice(0, 1);
}

function servedStale({ type, view, outcome }: Answer): Check | undefined {
  if (!answered(outcome) || !edeCodes(outcome.message).some((code) => STALE.includes(code))) return undefined;
  const { server, name } = view.exchange;
  return warn('dns.stale', {
    test: `${type} ${nameInSentence(name)} @${server}`,
    summary: `@${server} says itself that its answer is stale: it could not get a fresh one in time`,
    evidence: [`extended error ${edeCodes(outcome.message).join(', ')}`],
    fix: 'Make the authorities reachable for that resolver.',
  });
}

function cachedOld({ seen }: Case, { type, view, outcome }: Answer): Check | undefined {
  const { server, name } = view.exchange;
  const authority = authorityOn(seen.trace, name, type);
  if (outcome.kind !== 'data' || !isAddressType(type) || authority?.kind !== 'answer' || !authority.agreed)
    return undefined;
  const cached = dataOf({ message: outcome.message, type });
  const [mine, theirs] = [addressesOf(cached), addressesOf(authority.records)];
  const left = Math.min(...cached.map(({ ttl }) => ttl));
  const whole = Math.min(...authority.records.map(({ ttl }) => ttl));
  const old = left > WORTH_WAITING_S && left < whole && !mine.some((address) => theirs.includes(address));
  if (!old || differsInReach(mine, theirs)) return undefined;
  return warn('dns.stale', {
    test: `${type} ${nameInSentence(name)} @${server}`,
    summary: `@${server} still gives ${listed(mine)} for up to ${left} s; every authority of ${nameInSentence(authority.zone)} now gives ${listed(theirs)}`,
    evidence: [`ttl left ${left} of ${whole} s`, 'an authority that answers by location would look the same'],
  });
}

/** Evidence that a denial comes from the cache and the authority has the name by now; undefined when it does not. */
export function negativeStale({ seen }: Case, { type, view, outcome }: Answer): string | undefined {
  const authority = authorityOn(seen.trace, view.exchange.name, type);
  if (!answered(outcome) || authority?.kind !== 'answer' || !authority.soa) return undefined;
  const denial = soaOf(outcome.message);
  const [old, now] = [denial && readSoa(denial), readSoa(authority.soa)];
  if (!denial || !old || !now || !sameName(denial.name, authority.zone)) return undefined;
  // Another primary is another view of the zone, and no cache.
  if (old.mname !== now.mname || isNewer(old.serial, now.serial) || denial.ttl >= now.negativeTtl)
    return undefined;
  return `@${view.exchange.server} denies it with serial ${old.serial} for ${denial.ttl} s more; the authority has serial ${now.serial} and the record`;
}
