import type { PeerReason } from './peer.ts';
import type { PortReason } from './port.ts';

/** Why an answer is unknown: what was not seen, or what the specification leaves open. */
export type Doubt =
  | { readonly kind: 'not-seen'; readonly resource: string; readonly namespace?: string }
  | { readonly kind: 'invalid-policy'; readonly policy: string }
  | {
      readonly kind: 'rule';
      readonly policy: string;
      readonly rule: number;
      readonly why: PeerReason | PortReason;
    }
  | { readonly kind: 'equal-priority'; readonly policies: readonly string[] }
  /** A hostNetwork pod is selected by a policy, or matched by labels. */
  | { readonly kind: 'host-network' }
  /** Whether the other end is the pod's own node was not seen. */
  | { readonly kind: 'own-node' }
  /** An isolated pod to its own node (netpol facts 19). */
  | { readonly kind: 'own-node-egress' }
  /** A pod to itself by its Service (netpol facts 18). */
  | { readonly kind: 'own-service' }
  /** Which address a connection from outside has behind a Service (netpol facts 23). */
  | { readonly kind: 'source-address' }
  /** Between pods of an ambient mesh policies see another port. */
  | { readonly kind: 'ambient'; readonly port: number }
  /** The plugin is known to leave that pod out (netpol facts 25). */
  | { readonly kind: 'not-enforced'; readonly pod: string; readonly why: 'fargate' | 'no-owner' }
  /** Policies of a plugin's own API that may apply. */
  | { readonly kind: 'other-api'; readonly policies: readonly string[] };
