import { clientOutcome, isAnswer, mostTelling } from './client-view.ts';
import { sameName } from './domain-name.ts';
import { type Expansion, expansions } from './expansion.ts';
import type { Observation, View } from './observation.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

/** One type of one name as the client gets it: from the first server whose reply it accepts, or the most telling failure. */
export interface Answer {
  readonly type: string;
  readonly view: View;
  readonly outcome: Outcome;
}

/** One name of the expansion with what it came to. */
export interface Step extends Expansion {
  readonly kind: OutcomeKind;
  readonly answers: readonly Answer[];
}

/** What the resolver library does for a name with what the configured servers said. */
export interface Story {
  readonly steps: readonly Step[];
  /** The step whose answer the client gets. */
  readonly winner?: Step;
  /** The step that made it fail; absent when there is a winner. */
  readonly failing?: Step;
  /** The step for the name as it was given. */
  readonly asIs?: Step;
  /** The name that the answer, or the failure, is about. */
  readonly effectiveName: string;
}

/** Plays the resolver library (glibc res_search and res_send, musl name_from_dns_search) over the configured servers' replies. */
export function clientStory(
  seen: Pick<Observation, 'config' | 'views'>,
  name: string,
  types: readonly string[],
): Story {
  const { config } = seen;
  const tried = expansions(name, config).flatMap((expansion) => stepOf(seen, expansion, types) ?? []);
  const steps = config.libc === 'musl' ? tried : asGlibcAsks(tried);
  const asIs = steps.find(({ suffix }) => suffix === undefined);
  const asked = steps.filter((step) => step.asked);
  const end =
    config.libc === 'musl'
      ? asked.find(({ kind }) => kind !== 'nxdomain')
      : asked.find(({ kind }) => kind === 'data');
  const winner = end?.kind === 'data' ? end : undefined;
  const failing = winner ? undefined : (end ?? lastWord(asked) ?? asIs);
  const effectiveName = (winner ?? failing)?.name ?? expansions(name, config).at(-1)?.name ?? name;
  return {
    steps,
    ...(asIs && { asIs }),
    ...(winner && { winner }),
    ...(failing && { failing }),
    effectiveName,
  };
}

/**
 * glibc leaves the search list at the first name that gets another failure than these, and still asks the name as it is
 * (res_search; so it does after silence, REFUSED and NOTIMP).
 */
function asGlibcAsks(steps: readonly Step[]): Step[] {
  const leaves = steps.findIndex(
    ({ suffix, kind }) => suffix !== undefined && kind !== 'data' && !GLIBC_GOES_ON.has(kind),
  );
  return steps.map((step, index) =>
    leaves !== -1 && index > leaves && step.suffix !== undefined ? { ...step, asked: false } : step,
  );
}

/** After these glibc tries the next name of the search list. */
export const GLIBC_GOES_ON: ReadonlySet<OutcomeKind> = new Set(['nxdomain', 'no-data', 'servfail']);

/** Which of several names without data glibc reports on: the name as it is when that came first, else NODATA before SERVFAIL. */
function lastWord(asked: readonly Step[]): Step | undefined {
  if (asked[0]?.suffix === undefined) return asked[0];
  return (
    asked.find(({ kind }) => kind === 'no-data') ??
    asked.find(({ kind }) => kind === 'servfail') ??
    asked.at(-1)
  );
}

function stepOf(
  { config, views }: Pick<Observation, 'config' | 'views'>,
  expansion: Expansion,
  types: readonly string[],
): Step | undefined {
  const answers = types.flatMap((type) => {
    const heard = views
      .filter(
        ({ role, exchange }) =>
          role === 'configured' && exchange.type === type && sameName(exchange.name, expansion.name),
      )
      .map((view) => ({ type, view, outcome: clientOutcome(view, config) }));
    return heard.find(({ outcome }) => isAnswer(outcome.kind)) ?? mostTelling(heard) ?? [];
  });
  return answers.length === 0 ? undefined : { ...expansion, answers, kind: together(answers) };
}

/** Any data is data; then any failure to answer; a name that exists for one type exists. */
function together(answers: readonly Answer[]): OutcomeKind {
  const kinds = answers.map(({ outcome }) => outcome.kind);
  if (kinds.includes('data')) return 'data';
  const failure = mostTelling(answers.filter(({ outcome }) => !isAnswer(outcome.kind)));
  if (failure) return failure.outcome.kind;
  return kinds.includes('no-data') ? 'no-data' : 'nxdomain';
}
