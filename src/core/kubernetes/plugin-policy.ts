import * as z from 'zod';
import { LabelSelector } from './label-selector.ts';
import { list, maybe, Text } from './lenient.ts';
import { ClusterMeta } from './object-meta.ts';
import { ObjectName } from './object-name.ts';

/** Only whether it is there. */
const Presence = z
  .unknown()
  .transform((value) => (value === undefined || value === null ? undefined : true))
  .optional();

const CiliumRule = z.object({
  endpointSelector: maybe(LabelSelector),
  nodeSelector: maybe(LabelSelector),
  ingress: Presence,
  ingressDeny: Presence,
  egress: Presence,
  egressDeny: Presence,
});

/**
 * A policy of a plugin's own API: CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy (cilium.io/v2), NetworkPolicy and
 * GlobalNetworkPolicy of Calico (projectcalico.org/v3 and crd.projectcalico.org/v1). Just what tells which pods it may select.
 */
export const PluginPolicy = z.object({
  plugin: z.enum(['Cilium', 'Calico']),
  kind: ObjectName,
  metadata: ClusterMeta.extend({ namespace: maybe(ObjectName) }),
  spec: maybe(
    CiliumRule.extend({ selector: maybe(Text), namespaceSelector: maybe(Text), types: list(Text) }),
  ),
  specs: list(CiliumRule),
});
export type PluginPolicy = z.infer<typeof PluginPolicy>;

/** The shape of one plugin's objects, which do not say by themselves whose they are. */
export const policyOf = (plugin: PluginPolicy['plugin']): z.ZodType<PluginPolicy> =>
  z.preprocess(
    (object) => (typeof object === 'object' && object !== null ? { ...object, plugin } : object),
    PluginPolicy,
  );
