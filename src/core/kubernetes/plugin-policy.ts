import * as z from 'zod';
import { LabelSelector } from './label-selector.ts';
import { list, maybe, part, Text } from './lenient.ts';
import { ClusterMeta } from './object-meta.ts';
import { ObjectName } from './object-name.ts';

/** Only whether it is there. */
const Presence = z.unknown().transform((value) => (value === undefined || value === null ? undefined : true));

const CiliumRule = z.object({
  endpointSelector: maybe(LabelSelector),
  nodeSelector: maybe(LabelSelector),
  ingress: Presence.optional(),
  ingressDeny: Presence.optional(),
  egress: Presence.optional(),
  egressDeny: Presence.optional(),
});

/**
 * A policy of a plugin's own API: CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy (cilium.io/v2), NetworkPolicy and
 * GlobalNetworkPolicy of Calico (projectcalico.org/v3 and crd.projectcalico.org/v1). Just what tells which pods it may select.
 */
export const PluginPolicy = z.object({
  apiVersion: Text,
  kind: ObjectName,
  metadata: ClusterMeta.extend({ namespace: maybe(ObjectName) }),
  spec: maybe(
    CiliumRule.extend({ selector: maybe(Text), namespaceSelector: maybe(Text), types: list(Text) }),
  ),
  specs: list(CiliumRule),
  status: part({}),
});
export type PluginPolicy = z.infer<typeof PluginPolicy>;
