import type { Doubt } from './doubt.ts';
import type { Flow } from './flow.ts';
import { doubtOf, matchRule, type RuleMatch } from './match-rule.ts';
import type { Model } from './model.ts';
import { ANYTHING, NEXT, type Outcome } from './outcome.ts';
import type { Party, PodParty } from './party.ts';
import type { Direction, Policy } from './policy.ts';

/** A policy that selects the pod and isolates it in this direction, with each of its rules. */
export interface PolicyMatch {
  readonly policy: Policy;
  readonly rules: readonly RuleMatch[];
}

export interface NetworkPolicyStage {
  readonly outcome: Outcome;
  readonly policies: readonly PolicyMatch[];
  readonly doubts: readonly Doubt[];
}

/**
 * What the NetworkPolicies of a pod's namespace say: a pod that none selects is not isolated; one that some select is
 * allowed what any rule of any of them allows (netpol facts 1 to 5).
 */
export function networkPolicyStage(
  model: Model,
  direction: Direction,
  subject: PodParty,
  other: Party,
  flow: Flow,
): NetworkPolicyStage {
  if (subject.hostNetwork && model.traits.hostNetworkIsNode === true) {
    return { outcome: NEXT, policies: [], doubts: [] };
  }
  const context = model.peerContext(subject.namespace, flow.family);
  const policies = model.selecting(subject, direction).map((policy): PolicyMatch => ({
    policy,
    rules: (policy[direction] ?? []).map((rule) => matchRule(rule, other, flow, context)),
  }));
  const stage = judged(policies);
  // Another policy can take nothing away from what a rule allows a pod that is isolated (netpol facts 5).
  const sure = stage.outcome.allow && !stage.outcome.deny && !stage.outcome.next;
  if (!sure && model.lacks('networkpolicies.networking.k8s.io', subject.namespace)) {
    const doubt: Doubt = {
      kind: 'not-seen',
      resource: 'networkpolicies.networking.k8s.io',
      namespace: subject.namespace,
    };
    return { policies, outcome: ANYTHING, doubts: [doubt] };
  }
  if (!subject.hostNetwork || policies.length === 0) return { policies, ...stage };
  // Whether a policy selects it at all is undefined (netpol facts 20).
  return {
    policies,
    outcome: { ...stage.outcome, next: true },
    doubts: [...stage.doubts, { kind: 'host-network' }],
  };
}

function judged(policies: readonly PolicyMatch[]): { outcome: Outcome; doubts: Doubt[] } {
  if (policies.length === 0) return { outcome: NEXT, doubts: [] };
  const valid = policies.filter(({ policy }) => policy.problems.length === 0);
  if (valid.some(({ rules }) => rules.some(({ result }) => result === 'yes'))) {
    return { outcome: { allow: true, deny: false, next: false }, doubts: [] };
  }
  // The API server refuses an invalid policy: whether it, or an older version of it, is there cannot be told (netpol facts 7).
  const invalid = policies.filter(({ policy }) => policy.problems.length > 0);
  const open = policies.flatMap(({ policy, rules }) =>
    rules.flatMap((match): Doubt[] => {
      const why = doubtOf(match);
      return match.result === 'maybe' && why !== undefined
        ? [{ kind: 'rule', policy: policy.name, rule: match.rule.index, why }]
        : [];
    }),
  );
  const outcome = {
    allow: open.length > 0 || invalid.some(({ rules }) => rules.some(({ result }) => result !== 'no')),
    deny: true,
    next: valid.length === 0,
  };
  return {
    outcome,
    doubts: [
      ...open,
      ...invalid.map(({ policy }): Doubt => ({ kind: 'invalid-policy', policy: policy.name })),
    ],
  };
}
