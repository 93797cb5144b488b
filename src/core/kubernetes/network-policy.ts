import * as z from 'zod';
import { IntOrName } from './container.ts';
import { LabelSelector } from './label-selector.ts';
import { list, maybe, part, Text } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';
import { Protocol } from './object-name.ts';

/** Addresses outside, or, with a plugin that takes it so, of pods. */
export const IpBlock = z.object({ cidr: Text, except: list(Text) });
export type IpBlock = z.infer<typeof IpBlock>;

/** Who may be talked to. A missing selector is something else than an empty one. */
export const NetworkPolicyPeer = z.object({
  podSelector: maybe(LabelSelector),
  namespaceSelector: maybe(LabelSelector),
  ipBlock: maybe(IpBlock),
});
export type NetworkPolicyPeer = z.infer<typeof NetworkPolicyPeer>;

/** What may be talked to: a missing protocol is TCP, a missing port is every port of that protocol. */
export const NetworkPolicyPort = z.object({
  protocol: maybe(Protocol),
  port: maybe(IntOrName),
  endPort: maybe(z.int()),
});
export type NetworkPolicyPort = z.infer<typeof NetworkPolicyPort>;

const rule = { ports: list(NetworkPolicyPort) };

/** NetworkPolicy of networking.k8s.io/v1. */
export const NetworkPolicy = z.object({
  metadata: ObjectMeta,
  spec: part({
    podSelector: maybe(LabelSelector),
    policyTypes: list(z.enum(['Ingress', 'Egress'])),
    ingress: list(z.object({ ...rule, from: list(NetworkPolicyPeer) })),
    egress: list(z.object({ ...rule, to: list(NetworkPolicyPeer) })),
  }),
});
export type NetworkPolicy = z.infer<typeof NetworkPolicy>;
