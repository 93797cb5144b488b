import type { PluginTraits } from '../model/plugin.ts';
import type { Observation } from '../observation.ts';

interface Plugin {
  readonly name: string;
  readonly daemonSet: RegExp;
  readonly traits: PluginTraits;
  /** A deviation from the specification that a reader should know. */
  readonly deviation?: string;
}

/** How the plugin of EKS is called here. */
export const AWS_VPC_CNI = 'AWS VPC CNI';

const BY_ADDRESS: PluginTraits = { blockMatchesPods: true, blockMatchesNodes: true, hostNetworkIsNode: true };

/**
 * Network plugins by their DaemonSets, with what each makes of what the specification leaves open (netpol facts 11, 20, 22, 25).
 * Cilium: docs.cilium.io, "Known missing features for Kubernetes Network Policy". AWS: github.com/aws/aws-network-policy-agent.
 */
const PLUGINS: readonly Plugin[] = [
  {
    name: 'Cilium',
    daemonSet: /^cilium$/,
    traits: { blockMatchesPods: false, blockMatchesNodes: false, hostNetworkIsNode: true },
    deviation: 'Cilium matches pods by identity: an ipBlock matches neither pods nor, by default, nodes.',
  },
  { name: 'Calico', daemonSet: /^(?:calico-node|canal)$/, traits: BY_ADDRESS },
  { name: 'Antrea', daemonSet: /^antrea-agent$/, traits: BY_ADDRESS },
  { name: 'kube-router', daemonSet: /^kube-router$/, traits: BY_ADDRESS },
  {
    name: 'OVN-Kubernetes',
    daemonSet: /^ovnkube-node$/,
    // OpenShift selects hostNetwork pods by namespaceSelector with an empty podSelector.
    traits: { blockMatchesPods: true, blockMatchesNodes: true },
    deviation: 'OpenShift selects hostNetwork pods by namespaceSelector with an empty podSelector.',
  },
  {
    name: AWS_VPC_CNI,
    daemonSet: /^aws-node$/,
    traits: BY_ADDRESS,
    deviation:
      'The AWS VPC CNI enforces policies only where that is switched on, not on Fargate or Windows, not for pods without an owner, and for a Service only where its port equals the container’s.',
  },
];

/** The plugin that enforces policies, as far as its DaemonSet tells; undefined where none, or more than one, is known. */
export function pluginOf({ daemonSets }: Pick<Observation, 'daemonSets'>): Plugin | undefined {
  const found = PLUGINS.filter(({ daemonSet }) => daemonSets.some((name) => daemonSet.test(name)));
  // Cilium is chained behind others, and then enforces in their place.
  const [first] = found;
  if (found.length === 2 && first?.name === 'Cilium') return first;
  return found.length === 1 ? first : undefined;
}
