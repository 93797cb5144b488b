import { formatIp, type IpAddress, unmapped } from '../../../core/address/ip.ts';
import { hostAddresses, type Pod } from '../../../core/kubernetes/pod.ts';
import { compileNetworkPolicy } from './compile-network-policy.ts';
import { compileAdmin, compileBaseline, compileCluster } from './compile-tier-policy.ts';
import { type KnownLabels, maySelect } from './known-labels.ts';
import type { Party, PodParty } from './party.ts';
import type { PeerContext } from './peer.ts';
import type { PluginTraits } from './plugin.ts';
import { mayApply, nameOf } from './plugin-policies.ts';
import { ips, isOver, podParty } from './pod-party.ts';
import type { Direction, Policy, TierPolicy } from './policy.ts';
import type { ClusterState } from './state.ts';

const TIER_RESOURCES = {
  admin: ['adminnetworkpolicies.policy.networking.k8s.io', 'clusternetworkpolicies.policy.networking.k8s.io'],
  baseline: [
    'baselineadminnetworkpolicies.policy.networking.k8s.io',
    'clusternetworkpolicies.policy.networking.k8s.io',
  ],
} as const;
const PLUGIN_RESOURCES = [
  'ciliumnetworkpolicies.cilium.io',
  'ciliumclusterwidenetworkpolicies.cilium.io',
  'networkpolicies.crd.projectcalico.org',
  'globalnetworkpolicies.crd.projectcalico.org',
];
/** Every namespace has it: the API server sets it (netpol facts 9). */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** A cluster, indexed: policies by namespace, pods by name and address. Nothing is compiled before it is asked for. */
export class Model {
  readonly state: ClusterState;
  readonly traits: PluginTraits;
  readonly #namespaces: ReadonlyMap<string, KnownLabels>;
  readonly #raw: ReadonlyMap<string, ClusterState['networkPolicies']>;
  readonly #policies = new Map<string, readonly Policy[]>();
  readonly #selecting = new WeakMap<PodParty, Partial<Record<Direction, readonly Policy[]>>>();
  readonly #parties = new Map<Pod, PodParty>();
  readonly #nodeLabels: ReadonlyMap<string, KnownLabels>;
  #tiers: Partial<Record<TierPolicy['tier'], readonly (readonly TierPolicy[])[]>> = {};
  #byAddress: ReadonlyMap<string, Party> | undefined;

  constructor(state: ClusterState, traits: PluginTraits = {}) {
    this.state = state;
    this.traits = traits;
    this.#namespaces = new Map(
      state.namespaces.map(({ metadata: { name, labels } }) => [
        name,
        { labels: { ...labels, [NAME_LABEL]: name }, complete: true },
      ]),
    );
    this.#nodeLabels = new Map(
      state.nodes.map(({ metadata: { name, labels } }) => [name, { labels, complete: true }]),
    );
    this.#raw = Map.groupBy(state.networkPolicies, ({ metadata }) => metadata.namespace);
  }

  /** Labels of a namespace; of one that was not seen only its name is known. */
  namespaceLabels(name: string): KnownLabels {
    return this.#namespaces.get(name) ?? { labels: { [NAME_LABEL]: name }, complete: false };
  }

  /** The same party each time for the same pod. */
  party(pod: Pod): PodParty {
    const kept = this.#parties.get(pod);
    if (kept) return kept;
    const made = podParty(pod, this.namespaceLabels(pod.metadata.namespace));
    this.#parties.set(pod, made);
    return made;
  }

  /** Who has an address: a pod that is not over, a node, or nobody that was seen. */
  partyAt(address: IpAddress): Party {
    this.#byAddress ??= this.#addresses();
    const ip = unmapped(address);
    return this.#byAddress.get(formatIp(ip)) ?? { kind: 'external', addresses: [ip] };
  }

  #addresses(): Map<string, Party> {
    const found = new Map<string, Party>();
    const keep = (party: Party): void => {
      for (const ip of party.addresses) found.set(formatIp(ip), party);
    };
    const live = this.state.pods.filter((pod) => !isOver(pod));
    for (const pod of live) {
      const node = pod.spec.nodeName;
      if (node !== undefined) keep({ kind: 'node', node, addresses: ips(hostAddresses(pod)) });
    }
    for (const { metadata, status } of this.state.nodes) {
      keep({
        kind: 'node',
        node: metadata.name,
        addresses: ips(status.addresses.map(({ address }) => address)),
      });
    }
    for (const pod of live) if (pod.spec.hostNetwork !== true) keep(this.party(pod));
    return found;
  }

  /** The NetworkPolicies of a namespace. */
  policies(namespace: string): readonly Policy[] {
    const kept = this.#policies.get(namespace);
    if (kept) return kept;
    const made = (this.#raw.get(namespace) ?? []).map(compileNetworkPolicy);
    this.#policies.set(namespace, made);
    return made;
  }

  /** The NetworkPolicies that isolate a pod in a direction. */
  selecting(pod: PodParty, direction: Direction): readonly Policy[] {
    const kept = this.#selecting.get(pod) ?? {};
    const found = kept[direction];
    if (found) return found;
    const labels = { labels: pod.labels, complete: true };
    const made = this.policies(pod.namespace).filter(
      (policy) => policy[direction] !== undefined && maySelect(policy.subject, labels) === 'yes',
    );
    this.#selecting.set(pod, { ...kept, [direction]: made });
    return made;
  }

  /** The cluster-scoped policies of a tier, those of one priority together, in ascending order. */
  tier(tier: TierPolicy['tier']): readonly (readonly TierPolicy[])[] {
    const kept = this.#tiers[tier];
    if (kept) return kept;
    const { adminNetworkPolicies, baselineAdminNetworkPolicies, clusterNetworkPolicies } = this.state;
    const all = [
      ...adminNetworkPolicies.map(compileAdmin),
      ...baselineAdminNetworkPolicies.map(compileBaseline),
      ...clusterNetworkPolicies.map(compileCluster),
    ].filter((policy) => policy.tier === tier);
    const groups = Map.groupBy(all, ({ priority }) => priority);
    const made = [...groups].toSorted(([a], [b]) => a - b).map(([, group]) => group);
    this.#tiers = { ...this.#tiers, [tier]: made };
    return made;
  }

  /** Policies of the plugin's own APIs that may select a pod, by name. */
  others(pod: PodParty, direction: Direction): string[] {
    return this.state.pluginPolicies.filter((policy) => mayApply(policy, pod, direction)).map(nameOf);
  }

  /** Whether a resource could not be read in a namespace, or nowhere (undefined). */
  lacks(resource: string, namespace?: string): boolean {
    return this.state.missing.some(
      (one) => one.resource === resource && (one.namespace === undefined || one.namespace === namespace),
    );
  }

  lacksTier = (tier: TierPolicy['tier']): string[] =>
    TIER_RESOURCES[tier].filter((resource) => this.lacks(resource));

  lacksOthers = (namespace: string): string[] =>
    PLUGIN_RESOURCES.filter((resource) => this.lacks(resource, namespace));

  /** What is around a peer of a policy of this namespace. */
  peerContext(namespace: string | undefined, family: 4 | 6 | undefined): PeerContext {
    return {
      ...(namespace !== undefined && { namespace }),
      family,
      traits: this.traits,
      nodeLabels: (node) => this.#nodeLabels.get(node) ?? { labels: {}, complete: false },
    };
  }
}
