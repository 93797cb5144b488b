import type {
  AdminNetworkPolicy,
  BaselineAdminNetworkPolicy,
} from '../../../core/kubernetes/admin-network-policy.ts';
import type { ClusterNetworkPolicy } from '../../../core/kubernetes/cluster-network-policy.ts';
import type { Namespace } from '../../../core/kubernetes/namespace.ts';
import type { NetworkPolicy } from '../../../core/kubernetes/network-policy.ts';
import type { Node } from '../../../core/kubernetes/node.ts';
import type { PluginPolicy } from '../../../core/kubernetes/plugin-policy.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';

/** What could not be read, by its resource's plural name; without a namespace, of all of them. */
export interface Missing {
  readonly resource: string;
  readonly namespace?: string | undefined;
}

/** Objects of a cluster, from wherever they were read. */
export interface ClusterState {
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  readonly nodes: readonly Node[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly adminNetworkPolicies: readonly AdminNetworkPolicy[];
  readonly baselineAdminNetworkPolicies: readonly BaselineAdminNetworkPolicy[];
  readonly clusterNetworkPolicies: readonly ClusterNetworkPolicy[];
  /** Policies of Cilium and Calico. */
  readonly pluginPolicies: readonly PluginPolicy[];
  readonly missing: readonly Missing[];
}

export const EMPTY: ClusterState = {
  namespaces: [],
  pods: [],
  nodes: [],
  networkPolicies: [],
  adminNetworkPolicies: [],
  baselineAdminNetworkPolicies: [],
  clusterNetworkPolicies: [],
  pluginPolicies: [],
  missing: [],
};
