import { judgeSide, type Side } from './direction.ts';
import type { Doubt } from './doubt.ts';
import type { Flow } from './flow.ts';
import type { Model } from './model.ts';
import { joined, type Verdict } from './outcome.ts';
import type { Direction } from './policy.ts';

/** Whether a flow is allowed, with all that was asked on both sides. */
export interface Judged {
  readonly flow: Flow;
  readonly verdict: Verdict;
  readonly egress: Side;
  readonly ingress: Side;
  readonly doubts: readonly Doubt[];
}

/** A flow needs the source's egress and the destination's ingress, on the same protocol and port (netpol facts 17). */
export function judgeFlow(model: Model, flow: Flow): Judged {
  const egress = withOthers(model, judgeSide(model, 'egress', flow));
  const ingress = withOthers(model, judgeSide(model, 'ingress', flow));
  const verdict = joined(egress.verdict, ingress.verdict);
  const doubts = verdict === 'unknown' ? [...egress.doubts, ...ingress.doubts] : [];
  return { flow, verdict, egress, ingress, doubts };
}

/** A plugin's own policies, which are not evaluated, may decide otherwise wherever one of them may select the pod. */
function withOthers(model: Model, side: Side): Side {
  const { subject, direction } = side;
  if (!subject || side.by === 'same-pod' || side.by === 'own-node') return side;
  const policies = model.others(subject, direction);
  const unseen = model.lacksOthers(subject.namespace);
  if (policies.length === 0 && (unseen.length === 0 || side.verdict === 'denied')) return side;
  const doubts: Doubt[] = [
    ...(policies.length > 0 ? [{ kind: 'other-api', policies } as const] : []),
    ...unseen.map((resource) => ({ kind: 'not-seen', resource }) as const),
  ];
  return { ...side, verdict: 'unknown', doubts: [...side.doubts, ...doubts] };
}

export const sideOf = (judged: Judged, direction: Direction): Side => judged[direction];
