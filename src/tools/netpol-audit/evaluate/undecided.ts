import { type Check, claims, unknown } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import type { Doubt } from '../model/doubt.ts';
import type { Case } from './case.ts';
import { doubtText } from './explain/reason-text.ts';
import { sideLines } from './explain/side-lines.ts';
import type { Pair, Question } from './pairs.ts';
import { askedPort, endText, testOf } from './question-text.ts';
import { settle } from './unseen-fix.ts';
import { listed } from './wording.ts';

const { warn } = claims(failures);

/** Pairs of which the model cannot say whether they are allowed, and the failure modes that may be behind it. */
export function undecidedChecks(about: Case, question: Question): Check[] {
  const open = question.pairs.filter(({ judged }) => judged.verdict === 'unknown');
  const [first] = open;
  if (!first) return [];
  const doubts = first.judged.doubts;
  const direction = first.judged.ingress.verdict === 'unknown' ? 'ingress' : 'egress';
  const test = testOf(about, direction, first);
  const who = `${endText(about, 'source', open)} to ${endText(about, 'destination', open)} on ${askedPort(open, question.pairs)}`;
  const evidence = [
    ...new Set([
      ...doubts.slice(0, 4).map(doubtText),
      ...sideLines(first.judged.egress).map((line) => `egress: ${line}`),
      ...sideLines(first.judged.ingress).map((line) => `ingress: ${line}`),
    ]),
  ];
  const [reason] = doubts;
  return [
    ...suspicions(first).map(([code, summary]) =>
      warn(code, { test, summary: `${who}: ${summary}`, evidence }),
    ),
    unknown('policy', {
      test,
      summary: `${who}: not decided; ${reason ? doubtText(reason) : 'the specification leaves it open'}`,
      evidence,
      fix: settle(about, doubts),
    }),
  ];
}

type Suspicion = [code: keyof typeof failures, summary: string];

function suspicions({ judged }: Pair): Suspicion[] {
  const others = judged.doubts.filter(
    (doubt): doubt is Doubt & { kind: 'other-api' } => doubt.kind === 'other-api',
  );
  const why = (reason: string): boolean =>
    judged.doubts.some((doubt) => doubt.kind === 'rule' && doubt.why === reason);
  return [
    ...(others.length > 0
      ? [
          [
            'policy.other-api',
            `NetworkPolicies by themselves do not decide; ${listed(others.flatMap(({ policies }) => policies))} may`,
          ] satisfies Suspicion,
        ]
      : []),
    ...(why('block-on-pod')
      ? [
          [
            'policy.ipblock-pods',
            'only an ipBlock covers the pod’s address, which plugins match or not',
          ] satisfies Suspicion,
        ]
      : []),
    ...(why('host-network')
      ? [
          [
            'policy.host-network',
            'only selectors match a pod in the node’s network, which most plugins take as its node’s address',
          ] satisfies Suspicion,
        ]
      : []),
  ];
}
