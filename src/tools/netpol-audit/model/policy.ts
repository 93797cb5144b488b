import type { LabelSelector } from '../../../core/kubernetes/label-selector.ts';
import type { Peer } from './peer.ts';
import type { PortRule } from './port.ts';

export type Direction = 'ingress' | 'egress';

/** A rule of a policy of any API. */
export interface Rule {
  /** From 0, as in the object. */
  readonly index: number;
  readonly action: 'allow' | 'deny' | 'pass';
  readonly peers: readonly Peer[] | 'any';
  readonly ports: readonly PortRule[] | 'any';
  /** A peer or port has a field that is not known: Allow matches nothing, Deny and Pass become Deny of everything. */
  readonly notUnderstood?: true;
}

/** What makes an object invalid, and where: the API server would refuse it. */
export interface Problem {
  /** The field's path, e.g. `spec.ingress[0].from[1]`. */
  readonly where: string;
  readonly what: string;
}

/** A NetworkPolicy, compiled. A direction that it does not isolate has no rules at all. */
export interface Policy {
  readonly namespace: string;
  readonly name: string;
  readonly subject: LabelSelector;
  readonly ingress: readonly Rule[] | undefined;
  readonly egress: readonly Rule[] | undefined;
  readonly problems: readonly Problem[];
}

/** A cluster-scoped policy, compiled. */
export interface TierPolicy {
  readonly kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy';
  readonly name: string;
  readonly tier: 'admin' | 'baseline';
  readonly priority: number;
  readonly subject: { readonly namespaces: LabelSelector; readonly pods: LabelSelector } | undefined;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
  readonly problems: readonly Problem[];
}
