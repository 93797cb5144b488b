import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Step } from '../client-story.ts';
import { answered, dataOf } from '../outcome.ts';
import { type Case, warn } from './case.ts';
import { addressesOf, listed } from './wording.ts';

/** The search list answers before the name as it is, and the two differ. */
export function judgeSearchPath({ seen, input, main }: Case): Check[] {
  const { winner, asIs } = main.story;
  if (!main.isAddress || winner?.suffix === undefined || asIs?.kind !== 'data') return [];
  const [relative, direct] = [addressesIn(winner), addressesIn(asIs)];
  if (relative.some((address) => direct.includes(address))) return [];
  const { search, ndots } = seen.config;
  const name = nameInSentence(input.name);
  return [
    warn('dns.search-path', {
      test: `${main.types.join('+')} ${name}. beside ${nameInSentence(winner.name)}`,
      summary: `${name} is taken for ${nameInSentence(winner.name)} (${listed(relative)}); with a trailing dot it is ${listed(direct)}`,
      evidence: [`search ${search.map(nameInSentence).join(' ')}, ndots ${ndots}`],
      fix: {
        summary: `If the second is meant: write ${name}. with a trailing dot, lower ndots, or remove the record in ${nameInSentence(winner.suffix)}.`,
        verify: `getent ahosts ${name}.`,
      },
    }),
  ];
}

const addressesIn = ({ answers }: Step): string[] =>
  answers.flatMap(({ type, outcome }) =>
    answered(outcome) ? addressesOf(dataOf({ message: outcome.message, type })) : [],
  );
