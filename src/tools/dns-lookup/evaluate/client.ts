import { type Check, pass } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Step } from '../client-story.ts';
import { type Case, fail, warn, type Wish } from './case.ts';
import { judgeFailure } from './failure.ts';
import { isRouted } from './v6-unroutable.ts';
import { unexplained } from './unexplained.ts';
import { type Said, saidOf } from './said.ts';
import { addressesOf, listed } from './wording.ts';
import { answered, dataOf } from '../outcome.ts';

/** The judgement on what the real client gets: by getaddrinfo where addresses are wished for, else by its resolvers. */
export function judgeClient(at: Case, wish: Wish): Check {
  const { libc } = at.seen;
  const said = saidOf(at, wish);
  if (wish.isAddress && libc?.outcome === 'found') {
    const served = libc.addresses.filter((address) =>
      wish.types.includes(address.includes(':') ? 'AAAA' : 'A'),
    );
    if (served.length > 0 && hasOnlyUnroutableV6(at, wish, served)) {
      return fail('dns.no-data', {
        ...said,
        summary: `${nameInSentence(at.input.name)} has no A record, and there is no IPv6 route here to ${listed(served)}`,
        fix: 'Add an A record, or give this host an IPv6 route.',
      });
    }
    if (served.length > 0) {
      return pass('dns', {
        ...said,
        summary: `${nameInSentence(at.input.name)} resolves to ${listed(served)}`,
      });
    }
    return otherFamilyOnly(at, wish, said);
  }
  const { winner } = wish.story;
  if (!winner) return judgeFailure(at, wish, said);
  if (wish.isAddress && libc) return unexplained(at, said);
  return pass('dns', { ...said, summary: `${nameInSentence(winner.name)}: ${dataWords(winner)}` });
}

/** Addresses of the asked family are not to be had, and the name has others: a path remains, so nothing here fails. */
function otherFamilyOnly(at: Case, wish: Wish, said: Said): Check {
  const { libc } = at.seen;
  const name = nameInSentence(at.input.name);
  if (wish.story.failing?.kind !== 'no-data') {
    const check = judgeFailure(at, wish, said);
    return check.status === 'fail' ? { ...check, status: 'warn' } : check;
  }
  const summary = `${name} has no ${wish.types.join(' or ')} record, and resolves to ${listed(libc?.addresses ?? [])}`;
  return warn('dns.no-data', { ...said, summary });
}

/** IPv4 is denied and IPv6 leads nowhere from here: no path remains. */
function hasOnlyUnroutableV6({ seen }: Case, { story }: Wish, served: readonly string[]): boolean {
  const a = story.winner?.answers.find(({ type }) => type === 'A');
  return (
    a?.outcome.kind === 'no-data' &&
    served.every((address) => address.includes(':') && !isRouted(seen, address))
  );
}

function dataWords({ answers }: Step): string {
  return answers
    .flatMap(({ type, outcome }) => {
      if (!answered(outcome)) return [];
      const records = dataOf({ message: outcome.message, type });
      const addresses = addressesOf(records);
      return [
        addresses.length > 0
          ? listed(addresses)
          : `${records.length} ${type} record${records.length === 1 ? '' : 's'}`,
      ];
    })
    .join(', ');
}
