import * as z from 'zod';
import { AdminPeer, Subject } from './admin-peer.ts';
import { list, maybe, Text } from './lenient.ts';
import { ClusterMeta } from './object-meta.ts';
import { ProtocolOrTcp } from './object-name.ts';

/** One of three ways to name ports; an entry with none of them is not understood. */
export const AdminPort = z.object({
  portNumber: maybe(z.object({ protocol: ProtocolOrTcp, port: z.int() })),
  portRange: maybe(z.object({ protocol: ProtocolOrTcp, start: z.int(), end: z.int() })),
  namedPort: maybe(Text),
});
export type AdminPort = z.infer<typeof AdminPort>;

const rules = <Action extends z.ZodType>(action: Action) => ({
  ingress: list(z.object({ name: maybe(Text), action, from: list(AdminPeer), ports: list(AdminPort) })),
  egress: list(z.object({ name: maybe(Text), action, to: list(AdminPeer), ports: list(AdminPort) })),
});

/** AdminNetworkPolicy of policy.networking.k8s.io/v1alpha1. */
export const AdminNetworkPolicy = z.object({
  metadata: ClusterMeta,
  spec: z.object({ priority: z.int(), subject: Subject, ...rules(z.enum(['Allow', 'Deny', 'Pass'])) }),
});
export type AdminNetworkPolicy = z.infer<typeof AdminNetworkPolicy>;

/** BaselineAdminNetworkPolicy of policy.networking.k8s.io/v1alpha1; there is one at most, named default. */
export const BaselineAdminNetworkPolicy = z.object({
  metadata: ClusterMeta,
  spec: z.object({ subject: Subject, ...rules(z.enum(['Allow', 'Deny'])) }),
});
export type BaselineAdminNetworkPolicy = z.infer<typeof BaselineAdminNetworkPolicy>;
