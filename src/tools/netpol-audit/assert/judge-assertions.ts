import type { Stamp } from '../../../core/tool.ts';
import { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { type Case, caseOf } from '../evaluate/case.ts';
import { explain } from '../evaluate/explain/explain.ts';
import { doubtText } from '../evaluate/explain/reason-text.ts';
import { pairsOf, type Question } from '../evaluate/pairs.ts';
import { ruleName } from '../evaluate/wording.ts';
import type { Side } from '../model/direction.ts';
import type { Assertion, Asserted } from './assertion.ts';

/** Judges assertions one after another against one reading of the cluster; a question that was asked before is not judged again. */
export function assertionJudge(seen: Observation & Stamp): (assertion: Assertion) => Asserted {
  const about = caseOf(seen, Input.parse({}));
  const kept = new Map<string, Pick<Asserted, 'got' | 'reason'>>();
  return ({ from, to, port: { port, protocol }, expect }) => {
    const key = `${from} ${to} ${port}/${protocol}`;
    const got =
      kept.get(key) ??
      judged({ ...about, input: { ...about.input, source: from, destination: to, port, protocol } });
    kept.set(key, got);
    return { from, to, port: `${port}/${protocol}`, expect, ...got };
  };
}

function judged(about: Case): Pick<Asserted, 'got' | 'reason'> {
  const question = pairsOf(about);
  if ('problem' in question) return { got: 'unknown', reason: question.problem };
  const { pairs } = question;
  const denied = pairs.filter(({ judged: { verdict } }) => verdict === 'denied');
  const allowed = pairs.filter(({ judged: { verdict } }) => verdict === 'allowed');
  if (denied.length === pairs.length) return { got: 'deny', reason: whyDenied(about, question) };
  if (allowed.length === pairs.length) return { got: 'allow', reason: whyAllowed(question) };
  const [open] = pairs.filter(({ judged: { verdict } }) => verdict === 'unknown');
  const [doubt] = open?.judged.doubts ?? [];
  return {
    got: 'unknown',
    reason: doubt
      ? doubtText(doubt)
      : `${denied.length} of ${pairs.length} pairs of pods, or families, are denied; ${whyDenied(about, { ...question, pairs: denied })}`,
  };
}

function whyDenied(about: Case, question: Question): string {
  const [pair] = question.pairs;
  if (!pair) return '';
  const side = pair.judged.egress.verdict === 'denied' ? pair.judged.egress : pair.judged.ingress;
  const { who, nearest, code } = explain(about, question, pair, side);
  return `${who} ${side.direction === 'ingress' ? 'does not admit it' : 'does not let it out'} [${code}]${nearest === '' ? '' : `; ${nearest}`}`;
}

function whyAllowed({ pairs: [pair] }: Question): string {
  if (!pair) return '';
  return `${sideWhy(pair.judged.egress)}, ${sideWhy(pair.judged.ingress)}`;
}

function sideWhy(side: Side): string {
  const { direction, by } = side;
  if (by !== 'network-policy') return `${direction}: ${BY[by]}`;
  const found = side.policies.policies.flatMap(({ policy, rules }) =>
    rules.filter(({ result }) => result === 'yes').map(({ rule }) => ruleName(policy, direction, rule)),
  );
  return found[0] ?? direction;
}

const BY: Readonly<Record<Exclude<Side['by'], 'network-policy'>, string>> = {
  nothing: 'no pod',
  'same-pod': 'the pod itself',
  'own-node': 'from its own node',
  admin: 'an admin policy allows it',
  baseline: 'a baseline policy allows it',
  default: 'no policy isolates it',
};
