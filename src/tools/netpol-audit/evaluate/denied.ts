import { type Check, claims } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import { failures } from '../failures.ts';
import type { Direction } from '../model/policy.ts';
import type { Case } from './case.ts';
import { changed } from './changed.ts';
import { explain, type Explanation } from './explain/explain.ts';
import { sideLines } from './explain/side-lines.ts';
import type { Pair, Question } from './pairs.ts';
import { remedy } from './remedy/remedy.ts';
import { askedPort, endText, testOf } from './question-text.ts';

const { fail, warn } = claims(failures);

interface Group {
  readonly why: Explanation;
  readonly direction: Direction;
  readonly pairs: Pair[];
}

/** A check for each way in which pairs are denied: by side, by reason. Fail only where no pair is left that may connect. */
export function deniedChecks(about: Case, question: Question): Check[] {
  const denied = question.pairs.filter(({ judged }) => judged.verdict === 'denied');
  const claim = denied.length === question.pairs.length ? fail : warn;
  const groups = grouped(about, question, denied);
  const hint = groups.length === 1 ? groups[0]?.why.change : undefined;
  const fix = remedy(about, denied, hint);
  return groups.map(({ why, direction, pairs }) => {
    const [first] = pairs;
    if (!first) throw new TypeError('A group has a member.');
    const { judged } = first;
    return claim(why.code, {
      test: testOf(about, direction, first),
      summary: sentence(about, question, why, direction, pairs),
      evidence: [
        ...(why.nearest === '' ? [] : [why.nearest]),
        ...sideLines(judged[direction]),
        ...changed(about, judged[direction]),
      ],
      fix: fixOf(why, fix),
    });
  });
}

function grouped(about: Case, question: Question, denied: readonly Pair[]): Group[] {
  const groups = new Map<string, Group>();
  for (const pair of denied) {
    for (const direction of ['egress', 'ingress'] as const) {
      const side = pair.judged[direction];
      if (side.verdict !== 'denied') continue;
      const why = explain(about, question, pair, side);
      const key = `${direction} ${why.code} ${why.who} ${why.nearest}`;
      const group = groups.get(key) ?? { why, direction, pairs: [] };
      group.pairs.push(pair);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

function sentence(
  about: Case,
  question: Question,
  why: Explanation,
  direction: Direction,
  pairs: readonly Pair[],
): string {
  const source = endText(about, 'source', pairs);
  const destination = endText(about, 'destination', pairs);
  const port = askedPort(pairs, question.pairs);
  const all = question.pairs.length;
  const share = pairs.length === all ? '' : ` (${pairs.length} of ${all} pairs)`;
  if (why.code === 'policy.other-api')
    return `${why.who} denies ${source} to ${destination} on ${port}${share}`;
  const verb = why.who.startsWith('NetworkPolicies') ? ['admit', 'let'] : ['admits', 'lets'];
  return direction === 'ingress'
    ? `${why.who} ${verb[0]} no traffic from ${source} to ${destination} on ${port}${share}`
    : `${why.who} ${verb[1]} no traffic from ${source} out to ${destination} on ${port}${share}`;
}

function fixOf({ code, change }: Explanation, fix: Fix | undefined): Fix {
  if (fix && code !== 'policy.other-api') return fix;
  const { fix: general } = failures[code];
  return { summary: change ?? general };
}
