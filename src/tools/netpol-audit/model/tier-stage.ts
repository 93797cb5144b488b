import type { Doubt } from './doubt.ts';
import type { Flow } from './flow.ts';
import { maySelect } from './known-labels.ts';
import { doubtOf, matchRule, type RuleMatch } from './match-rule.ts';
import type { Model } from './model.ts';
import type { Outcome } from './outcome.ts';
import type { Party, PodParty } from './party.ts';
import type { Direction, Rule, TierPolicy } from './policy.ts';
import { both, type Ternary } from './ternary.ts';

/** A rule of a cluster-scoped policy that decides, or may. */
export interface TierMatch {
  readonly policy: TierPolicy;
  readonly action: Rule['action'];
  readonly match: RuleMatch;
  readonly result: Ternary;
}

export interface TierStage {
  readonly outcome: Outcome;
  /** In the order in which they are asked, up to the first that surely decides. */
  readonly deciding: readonly TierMatch[];
  readonly doubts: readonly Doubt[];
}

/**
 * What a tier says: by ascending priority, rules in order, the first match wins, Pass skips the rest of the tier (netpol facts 26, 29).
 * Of policies with equal priority any may win (netpol facts 28).
 */
export function tierStage(
  model: Model,
  tier: TierPolicy['tier'],
  direction: Direction,
  subject: PodParty,
  other: Party,
  flow: Flow,
): TierStage {
  const deciding: TierMatch[] = [];
  const doubts: Doubt[] = [];
  let open = !subject.hostNetwork;
  if (open) {
    for (const group of model.tier(tier)) {
      const found = group.map((policy) => matchesOf(model, policy, direction, subject, other, flow));
      const all = found.flat();
      deciding.push(...all);
      if (
        new Set(all.map(({ action }) => action)).size > 1 &&
        found.filter(({ length }) => length > 0).length > 1
      ) {
        doubts.push({ kind: 'equal-priority', policies: [...new Set(all.map(({ policy }) => policy.name))] });
      }
      if (all.some(({ result }) => result === 'yes')) {
        open = false;
        break;
      }
    }
  } else return { outcome: { allow: false, deny: false, next: true }, deciding, doubts };
  for (const { policy, match, result } of deciding) {
    if (result !== 'maybe') continue;
    doubts.push(
      policy.problems.length > 0
        ? { kind: 'invalid-policy', policy: policy.name }
        : {
            kind: 'rule',
            policy: policy.name,
            rule: match.rule.index,
            why: doubtOf(match) ?? 'namespace-not-seen',
          },
    );
  }
  const actions = new Set(deciding.map(({ action }) => action));
  const unseen = model.lacksTier(tier);
  return {
    outcome: {
      allow: actions.has('allow') || unseen.length > 0,
      deny: actions.has('deny') || unseen.length > 0,
      next: actions.has('pass') || open || unseen.length > 0,
    },
    deciding,
    doubts: [...doubts, ...unseen.map((resource): Doubt => ({ kind: 'not-seen', resource }))],
  };
}

/** The rules of one policy that may decide: those that may match, up to the first that does. */
function matchesOf(
  model: Model,
  policy: TierPolicy,
  direction: Direction,
  subject: PodParty,
  other: Party,
  flow: Flow,
): TierMatch[] {
  const selected = subjectOf(policy, subject);
  if (selected === 'no') return [];
  const context = model.peerContext(undefined, flow.family);
  const found: TierMatch[] = [];
  for (const rule of policy[direction]) {
    const match = matchRule(rule, other, flow, context);
    const [action, matched] = failingClosed(rule, match.result);
    const result = both(selected, policy.problems.length > 0 && matched === 'yes' ? 'maybe' : matched);
    if (result === 'no') continue;
    found.push({ policy, action, match, result });
    if (result === 'yes') break;
  }
  return found;
}

function subjectOf({ subject }: TierPolicy, party: PodParty): Ternary {
  if (!subject) return 'maybe';
  return both(
    maySelect(subject.namespaces, party.namespaceLabels),
    maySelect(subject.pods, { labels: party.labels, complete: true }),
  );
}

/**
 * A rule with a field that is not known: Allow matches no traffic, Deny and Pass become a Deny of all traffic (netpol facts 32;
 * ClusterNetworkPolicyIngressPeer of policy.networking.k8s.io/v1alpha2).
 */
const failingClosed = ({ action, notUnderstood }: Rule, result: Ternary): [Rule['action'], Ternary] => {
  if (!notUnderstood) return [action, result];
  return action === 'allow' ? [action, 'no'] : ['deny', 'yes'];
};
