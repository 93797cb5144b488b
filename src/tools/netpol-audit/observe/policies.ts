import { resources } from '../../../core/kubernetes/resources.ts';
import type { Observation } from '../observation.ts';
import type { Reader } from './reader.ts';

type Policies = Pick<
  Observation,
  | 'networkPolicies'
  | 'adminNetworkPolicies'
  | 'baselineAdminNetworkPolicies'
  | 'clusterNetworkPolicies'
  | 'pluginPolicies'
>;

/** The NetworkPolicies of some namespaces, and every policy that is not bound to one. */
export async function readPolicies(reader: Reader, namespaces: readonly string[]): Promise<Policies> {
  const [own, [admin, baseline], cluster, cilium, calico] = await Promise.all([
    Promise.all(namespaces.map((namespace) => reader.list(resources.networkPolicies, namespace))),
    reader.pair(resources.adminNetworkPolicies, resources.baselineAdminNetworkPolicies),
    reader.list(resources.clusterNetworkPolicies, undefined),
    reader.pair(resources.ciliumNetworkPolicies, resources.ciliumClusterwideNetworkPolicies),
    reader.pair(resources.calicoNetworkPolicies, resources.calicoGlobalNetworkPolicies),
  ]);
  return {
    networkPolicies: own.flat(),
    adminNetworkPolicies: [...admin],
    baselineAdminNetworkPolicies: [...baseline],
    clusterNetworkPolicies: [...cluster],
    // Calico keeps a copy of every NetworkPolicy under this prefix: that one is judged as what it was made from.
    pluginPolicies: [...cilium, ...calico]
      .flat()
      .filter(({ metadata: { name } }) => !name.startsWith('knp.'))
      .filter(({ metadata: { namespace } }) => namespace === undefined || namespaces.includes(namespace)),
  };
}
