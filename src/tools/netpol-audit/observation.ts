import * as z from 'zod';
import {
  AdminNetworkPolicy,
  BaselineAdminNetworkPolicy,
} from '../../core/kubernetes/admin-network-policy.ts';
import { ClusterNetworkPolicy } from '../../core/kubernetes/cluster-network-policy.ts';
import { EndpointSlice } from '../../core/kubernetes/endpoint-slice.ts';
import { Namespace } from '../../core/kubernetes/namespace.ts';
import { NetworkPolicy } from '../../core/kubernetes/network-policy.ts';
import { Node } from '../../core/kubernetes/node.ts';
import { ObjectName } from '../../core/kubernetes/object-name.ts';
import { PluginPolicy } from '../../core/kubernetes/plugin-policy.ts';
import { Pod } from '../../core/kubernetes/pod.ts';
import { Service } from '../../core/kubernetes/service.ts';
import { Workload } from '../../core/kubernetes/workload.ts';
import { Word } from '../../core/plain-text.ts';
import { ReadMessage } from '../../core/kubernetes/read-message.ts';
import { ReadFailure, Unread, Whereabouts } from '../../core/world/kubernetes.ts';

/** Something that could not be read, and why. */
export const Unseen = ReadFailure.pick({ reason: true, needs: true }).extend({
  resource: Word,
  namespace: ObjectName.optional(),
  /** Where the server has it, in a version that is not understood. */
  message: ReadMessage.optional(),
  /** The document of the manifests that may hold some of it. */
  document: Unread.pick({ file: true, line: true, why: true }).optional(),
});
export type Unseen = z.infer<typeof Unseen>;

export const Observation = z.object({
  where: Whereabouts,
  requests: z.int(),
  namespaces: z.array(Namespace),
  /** Whether these are all that there are. */
  allNamespaces: z.boolean(),
  pods: z.array(Pod),
  nodes: z.array(Node),
  services: z.array(Service),
  endpointSlices: z.array(EndpointSlice),
  workloads: z.array(Workload),
  networkPolicies: z.array(NetworkPolicy),
  adminNetworkPolicies: z.array(AdminNetworkPolicy),
  baselineAdminNetworkPolicies: z.array(BaselineAdminNetworkPolicy),
  clusterNetworkPolicies: z.array(ClusterNetworkPolicy),
  pluginPolicies: z.array(PluginPolicy),
  /** DaemonSets by which the network plugin is known. */
  daemonSets: z.array(ObjectName),
  /** The namespace in which the cluster's DNS was found. */
  dnsNamespace: ObjectName.optional(),
  missing: z.array(Unseen),
});
export type Observation = z.infer<typeof Observation>;
