import { nameInSentence, type Quote } from '../../../core/untrusted.ts';
import type { Step } from '../client-story.ts';
import { sameName } from '../domain-name.ts';
import type { View } from '../observation.ts';
import type { Case, Wish } from './case.ts';
import { inMs, KIND_WORDS, listed, quotesOf, viewLine } from './wording.ts';

/** What is said whatever the judgement: the test, what every server answered, the expansion step by step. */
export interface Said {
  test: string;
  evidence: readonly string[];
  untrusted: readonly Quote[];
}

/** Gathers it for one wish. */
export function saidOf({ seen, input }: Case, { types, story, isAddress }: Wish): Said {
  const about = (views: readonly View[]): View[] =>
    views.filter(
      ({ exchange }) => types.includes(exchange.type) && sameName(exchange.name, story.effectiveName),
    );
  const views = about(seen.views);
  const server = (story.winner ?? story.failing)?.answers[0]?.view.exchange.server;
  const { libc } = seen;
  const getaddrinfo =
    libc &&
    `getaddrinfo ${nameInSentence(libc.name)}: ${listed(libc.addresses) || (libc.error ?? libc.outcome)}, ${inMs(libc.ms)}`;
  return {
    test: `${types.join('+')} ${nameInSentence(story.effectiveName)}${server === undefined ? '' : ` @${server}`}`,
    evidence: [
      ...(isAddress && getaddrinfo !== undefined ? [getaddrinfo] : []),
      ...expansionLines(story.steps, seen.config.ndots, input.name),
      ...views.map(viewLine),
    ],
    untrusted: unique(views.flatMap(quotesOf)),
  };
}

/** The names tried, in order, when there was more than one. */
function expansionLines(steps: readonly Step[], ndots: number, name: string): string[] {
  if (steps.length < 2) return [];
  const lines = steps.map(({ name: tried, suffix, kind, asked }) => {
    const by = suffix === undefined ? 'as it is' : `search ${nameInSentence(suffix)}`;
    return `${nameInSentence(tried)} (${by}): ${KIND_WORDS[kind]}${asked ? '' : ', not asked by this libc'}`;
  });
  return [`${nameInSentence(name)} with ndots ${ndots} is tried as ${lines.join('; ')}`];
}

function unique(quotes: readonly Quote[]): Quote[] {
  return quotes.filter(
    ({ source, text }, i) =>
      quotes.findIndex((other) => other.source === source && other.text === text) === i,
  );
}
