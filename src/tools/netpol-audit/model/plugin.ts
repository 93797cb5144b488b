/**
 * What the specification leaves to the network plugin; undefined where the plugin is not known, and then what hangs on it is unknown.
 */
export interface PluginTraits {
  /** Whether an ipBlock matches the address of a pod (netpol facts 11). */
  readonly blockMatchesPods?: boolean;
  /** Whether an ipBlock matches the address of a node (netpol facts 20). */
  readonly blockMatchesNodes?: boolean;
  /** Whether a hostNetwork pod is its node's address and nothing else, neither subject nor peer of a selector (netpol facts 20). */
  readonly hostNetworkIsNode?: boolean;
}
