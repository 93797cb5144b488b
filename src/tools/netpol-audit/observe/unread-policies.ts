import { resourceName, type ResourceType } from '../../../core/kubernetes/resource-type.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Whereabouts } from '../../../core/world/kubernetes.ts';
import type { Unseen } from '../observation.ts';

const POLICIES: readonly ResourceType[] = [
  resources.networkPolicies,
  resources.adminNetworkPolicies,
  resources.baselineAdminNetworkPolicies,
  resources.clusterNetworkPolicies,
  resources.ciliumNetworkPolicies,
  resources.ciliumClusterwideNetworkPolicies,
  resources.calicoNetworkPolicies,
  resources.calicoGlobalNetworkPolicies,
];

/** Policies that may stand in documents of the manifests which could not be read; of other namespaces none that matter. */
export function unreadPolicies({ unread = [] }: Whereabouts, namespaces: readonly string[]): Unseen[] {
  return unread.flatMap(({ file, line, why, mayHold, namespace }) =>
    POLICIES.filter(
      (resource) =>
        (mayHold?.includes(resourceName(resource)) ?? true) &&
        (!resource.namespaced || namespace === undefined || namespaces.includes(namespace)),
    ).map((resource): Unseen => ({
      resource: resourceName(resource),
      ...(resource.namespaced && namespace !== undefined && { namespace }),
      reason: 'unreadable',
      document: { file, line, why },
    })),
  );
}
