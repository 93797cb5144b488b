import * as z from 'zod';
import { AdminPeer, Subject } from './admin-peer.ts';
import { list, maybe, Text } from './lenient.ts';
import { ClusterMeta } from './object-meta.ts';

const Ports = z.object({
  destinationPort: maybe(
    z.object({ number: maybe(z.int()), range: maybe(z.object({ start: z.int(), end: z.int() })) }),
  ),
});

/** A protocol with its ports, or a port by name; `tcp: {}` is all of TCP. An entry with none of them is not understood. */
export const ClusterPolicyProtocol = z.object({
  tcp: maybe(Ports),
  udp: maybe(Ports),
  sctp: maybe(Ports),
  destinationNamedPort: maybe(Text),
});
export type ClusterPolicyProtocol = z.infer<typeof ClusterPolicyProtocol>;

const rule = {
  name: maybe(Text),
  action: z.enum(['Accept', 'Deny', 'Pass']),
  protocols: list(ClusterPolicyProtocol),
};

/** ClusterNetworkPolicy of policy.networking.k8s.io/v1alpha2. */
export const ClusterNetworkPolicy = z.object({
  metadata: ClusterMeta,
  spec: z.object({
    tier: z.enum(['Admin', 'Baseline']),
    priority: z.int(),
    subject: Subject,
    ingress: list(z.object({ ...rule, from: list(AdminPeer) })),
    egress: list(z.object({ ...rule, to: list(AdminPeer) })),
  }),
});
export type ClusterNetworkPolicy = z.infer<typeof ClusterNetworkPolicy>;
