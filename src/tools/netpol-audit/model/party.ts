import type { IpAddress } from '../../../core/address/ip.ts';
import type { Labels } from '../../../core/kubernetes/labels.ts';
import type { Protocol } from '../../../core/kubernetes/object-name.ts';
import type { KnownLabels } from './known-labels.ts';

/** A port that a container of a pod names. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** A pod as policies see it. */
export interface PodParty {
  readonly kind: 'pod';
  readonly namespace: string;
  /** Absent for pods that are only described, by namespace and labels. */
  readonly name?: string;
  readonly labels: Labels;
  readonly namespaceLabels: KnownLabels;
  readonly addresses: readonly IpAddress[];
  readonly hostNetwork: boolean;
  readonly node?: string;
  /** Undefined where the containers were not seen. */
  readonly namedPorts: readonly NamedPort[] | undefined;
}

/** A node, by its addresses. */
export interface NodeParty {
  readonly kind: 'node';
  readonly node: string;
  readonly addresses: readonly IpAddress[];
}

/** An address that no pod and no node that was seen has. */
export interface ExternalParty {
  readonly kind: 'external';
  readonly addresses: readonly IpAddress[];
}

/** One end of a flow. */
export type Party = PodParty | NodeParty | ExternalParty;

/** Whether a party is known by its address only: outside, a node, or a pod in the node's network. */
export const isOnNode = (party: Party): boolean =>
  party.kind === 'node' || (party.kind === 'pod' && party.hostNetwork);

/** Whether two parties are the same pod. */
export const isSamePod = (one: Party, other: Party): boolean =>
  one.kind === 'pod' &&
  other.kind === 'pod' &&
  one.name !== undefined &&
  one.namespace === other.namespace &&
  one.name === other.name;

/** A party's addresses of a family; all of them when the family does not matter. */
export const addressesOf = ({ addresses }: Party, family: 4 | 6 | undefined): readonly IpAddress[] =>
  family === undefined ? addresses : addresses.filter((one) => one.family === family);
