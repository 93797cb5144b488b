import { type Check, claims, pass } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import type { Side } from '../model/direction.ts';
import type { Case } from './case.ts';
import { tooLoose } from './explain/and-or.ts';
import { sideLines } from './explain/side-lines.ts';
import type { Question } from './pairs.ts';
import { askedPort, endText, testOf } from './question-text.ts';
import { ruleName } from './wording.ts';

const { warn } = claims(failures);

/** Pairs that are allowed on both sides, and what is doubtful about the rules that allow them. */
export function allowedChecks(about: Case, question: Question): Check[] {
  const allowed = question.pairs.filter(({ judged }) => judged.verdict === 'allowed');
  const [first] = allowed;
  if (!first) return [];
  const { egress, ingress } = first.judged;
  const share =
    allowed.length === question.pairs.length ? '' : ` (${allowed.length} of ${question.pairs.length} pairs)`;
  const test = testOf(about, 'ingress', first);
  return [
    pass('policy', {
      test,
      summary: `${endText(about, 'source', allowed)} to ${endText(about, 'destination', allowed)} on ${askedPort(allowed, question.pairs)}: allowed${share}`,
      evidence: [
        ...sideLines(egress).map((line) => `egress: ${line}`),
        ...sideLines(ingress).map((line) => `ingress: ${line}`),
      ],
    }),
    ...[egress, ingress].flatMap((side) => doubtful(about, side, testOf(about, side.direction, first))),
  ];
}

function doubtful(about: Case, side: Side, test: string): Check[] {
  if (side.by !== 'network-policy') return [];
  const matching = side.policies.policies.flatMap(({ policy, rules }) =>
    rules.filter(({ result }) => result === 'yes').map((match) => ({ policy, match })),
  );
  const [only] = matching;
  if (!only || side.other.kind !== 'pod') return [];
  const { other } = side;
  const blocks = matching.every(({ match }) => {
    const { peers } = match.rule;
    return (
      peers !== 'any' &&
      match.peers.every(({ result }, at) => result !== 'yes' || peers[at]?.kind === 'block')
    );
  });
  const rule = ruleName(only.policy, side.direction, only.match.rule);
  const loose = matching.find(({ policy, match }) => tooLoose(about, match.rule, policy.namespace, other));
  return [
    ...(blocks && !other.hostNetwork
      ? [
          warn('policy.ipblock-pods', {
            test,
            summary: `${rule} covers the pod’s address by an ipBlock only: this plugin matches it, others do not`,
          }),
        ]
      : []),
    ...(loose
      ? [
          warn('policy.and-or', {
            test,
            summary: `${ruleName(loose.policy, side.direction, loose.match.rule)} admits a whole namespace by one peer, which the podSelector in the next was to narrow down`,
          }),
        ]
      : []),
  ];
}
