import type { Doubt } from './doubt.ts';
import type { Flow } from './flow.ts';
import type { Model } from './model.ts';
import { type NetworkPolicyStage, networkPolicyStage } from './network-policy-stage.ts';
import { NEXT, followedBy, type Verdict, verdictOf } from './outcome.ts';
import { isOnNode, isSamePod, type Party, type PodParty } from './party.ts';
import type { Direction } from './policy.ts';
import { type TierStage, tierStage } from './tier-stage.ts';

/** What one side says. */
export interface Side {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** Undefined where the end is no pod: nothing is judged on that side. */
  readonly subject: PodParty | undefined;
  readonly other: Party;
  /** The stage that decided; `default` where none did. */
  readonly by: 'nothing' | 'same-pod' | 'own-node' | 'admin' | 'network-policy' | 'baseline' | 'default';
  readonly admin: TierStage;
  readonly policies: NetworkPolicyStage;
  readonly baseline: TierStage;
  readonly doubts: readonly Doubt[];
}

const NO_TIER: TierStage = { outcome: NEXT, deciding: [], doubts: [] };
const NO_POLICIES: NetworkPolicyStage = { outcome: NEXT, policies: [], doubts: [] };

/** Judges the source's egress or the destination's ingress: Admin, NetworkPolicy, Baseline, then allow (netpol facts 26, 27). */
export function judgeSide(model: Model, direction: Direction, flow: Flow): Side {
  const [end, other] =
    direction === 'ingress' ? [flow.destination, flow.source] : [flow.source, flow.destination];
  const subject = end.kind === 'pod' ? end : undefined;
  const nothing = { direction, subject, other, admin: NO_TIER, policies: NO_POLICIES, baseline: NO_TIER };
  const exempt = { ...nothing, verdict: 'allowed' as const, doubts: [] };
  if (!subject) return { ...exempt, by: 'nothing' };
  const same = isSamePod(subject, other);
  if (same && flow.viaService !== true) return { ...exempt, by: 'same-pod' };
  // Traffic from the pod's own node is always allowed (netpol facts 19).
  if (direction === 'ingress' && isOnNode(other) && sameNode(subject, other) === true) {
    return { ...exempt, by: 'own-node' };
  }
  const admin = tierStage(model, 'admin', direction, subject, other, flow);
  const policies = networkPolicyStage(model, direction, subject, other, flow);
  const baseline = tierStage(model, 'baseline', direction, subject, other, flow);
  const outcome = followedBy(admin.outcome, followedBy(policies.outcome, baseline.outcome));
  const reached = [
    admin,
    ...(admin.outcome.next ? [policies] : []),
    ...(admin.outcome.next && policies.outcome.next ? [baseline] : []),
  ];
  const left = leftOpen(model, direction, subject, other, { same, byPolicies: policies.outcome.deny });
  const judged = verdictOf(outcome);
  const verdict = judged === 'denied' && left ? 'unknown' : judged;
  const doubts = [...reached.flatMap((stage) => stage.doubts), ...(left ? [left] : [])];
  return {
    ...nothing,
    admin,
    policies,
    baseline,
    verdict,
    by: decidedBy(admin, policies, baseline),
    doubts: verdict === 'unknown' ? doubts : [],
  };
}

function decidedBy(admin: TierStage, policies: NetworkPolicyStage, baseline: TierStage): Side['by'] {
  if (!admin.outcome.next) return 'admin';
  if (!policies.outcome.next) return 'network-policy';
  return baseline.outcome.next ? 'default' : 'baseline';
}

/** What the specification leaves open where policies deny. */
function leftOpen(
  model: Model,
  direction: Direction,
  subject: PodParty,
  other: Party,
  { same, byPolicies }: { same: boolean; byPolicies: boolean },
): Doubt | undefined {
  if (same) return byPolicies ? { kind: 'own-service' } : undefined;
  if (!isOnNode(other)) return undefined;
  const own = sameNode(subject, other);
  if (direction === 'egress') return own === false ? undefined : { kind: 'own-node-egress' };
  return own === undefined ? { kind: 'own-node' } : undefined;
}

/** Undefined where one of the nodes was not seen. */
function sameNode(subject: PodParty, other: Party): boolean | undefined {
  if (other.kind === 'external' || subject.node === undefined || other.node === undefined) return undefined;
  return subject.node === other.node;
}
