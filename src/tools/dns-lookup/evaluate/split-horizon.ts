import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { clientOutcome } from '../client-view.ts';
import { sameName } from '../domain-name.ts';
import { answered, dataOf, edeCodes } from '../outcome.ts';
import { authorityOn } from './authority.ts';
import { type Case, isAskedFromOutside, warn } from './case.ts';
import { differsInReach } from './side.ts';
import { negativeStale } from './stale.ts';
import { addressesOf, listed } from './wording.ts';

/** What one party says of the name's addresses; none when it denies them. */
interface Side {
  readonly who: string;
  readonly addresses: readonly string[];
}

/** Side by side: what each server and the authority say. Warns when they see different worlds. */
export function judgeSplitHorizon(at: Case): Check[] {
  const { story, isAddress } = at.main;
  if (!isAddress || isAskedFromOutside(at)) return [];
  // A denial left over in a cache is no other view.
  if (story.failing?.answers.some((answer) => negativeStale(at, answer) !== undefined) === true) return [];
  const sides = sidesOf(at);
  const [mine] = sides;
  const other = mine && sides.find((side) => differ(mine.addresses, side.addresses));
  if (!mine || !other) return [];
  const name = nameInSentence(story.effectiveName);
  const says = ({ who, addresses }: Side): string =>
    `${who}: ${listed(addresses) || 'no such name or address'}`;
  return [
    warn('dns.split-horizon', {
      test: `${at.main.types.join('+')} ${name} at each server`,
      summary: `Which answer ${name} has depends on who is asked: ${says(mine)}; ${says(other)}`,
      evidence: sides.map(says),
    }),
  ];
}

function differ(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0) return one.length !== other.length;
  return differsInReach(one, other);
}

/** The client's resolvers in order, then the given servers, then the authority. Who did not answer is no side. */
function sidesOf({ seen, main }: Case): Side[] {
  const { types, story } = main;
  const about = seen.views.filter(
    ({ exchange }) => sameName(exchange.name, story.effectiveName) && types.includes(exchange.type),
  );
  const servers = [...new Set(about.map(({ exchange }) => exchange.server))].flatMap((server): Side[] => {
    const outcomes = about
      .filter(({ exchange }) => exchange.server === server)
      .map((view) => ({ type: view.exchange.type, outcome: clientOutcome(view, seen.config) }));
    // A filter that says so is no other view of the zone, and a server that fails for one type has said nothing whole.
    const whole = outcomes.every(({ outcome }) => ['data', 'no-data', 'nxdomain'].includes(outcome.kind));
    const filtered = outcomes.some(
      ({ outcome }) =>
        answered(outcome) && edeCodes(outcome.message).some((code) => code >= 15 && code <= 17),
    );
    if (!whole || filtered) return [];
    const records = outcomes.flatMap(({ type, outcome }) =>
      answered(outcome) ? dataOf({ message: outcome.message, type }) : [],
    );
    return [{ who: `@${server}`, addresses: addressesOf(records) }];
  });
  const words = types.map((type) => authorityOn(seen.trace, story.effectiveName, type));
  const [zone] = words.flatMap((word) => word?.zone ?? []);
  const whole = words.every((word) => word !== undefined);
  const authority = {
    who: `the authority of ${nameInSentence(zone ?? '')}`,
    addresses: addressesOf(words.flatMap((word) => word?.records ?? [])),
  };
  return whole && zone !== undefined ? [...servers, authority] : servers;
}
