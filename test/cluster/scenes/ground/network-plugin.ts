import { AdminNetworkPolicy } from '../../../../src/core/kubernetes/admin-network-policy.ts';
import { Namespace } from '../../../../src/core/kubernetes/namespace.ts';
import { NetworkPolicy } from '../../../../src/core/kubernetes/network-policy.ts';
import { Pod } from '../../../../src/core/kubernetes/pod.ts';
import { type ClusterState, EMPTY } from '../../../../src/tools/netpol-audit/model/state.ts';
import { naivelyAllowed } from '../../../tools/netpol-audit/naive/evaluator.ts';
import type { End, World } from '../../../tools/netpol-audit/naive/world.ts';
import type { Manifest } from '../../manifest.ts';

/** As Calico does it. Cilium knows pods by who they are and not by their addresses. */
const CALICO: World = {
  blockMatchesPods: true,
  hostNetworkIsNode: true,
  ownNodeEgress: false,
  laterWins: false,
};

/** A place in the network, and the ports at which something may be sent to it. */
export interface Place {
  readonly address: string;
  readonly ports: readonly (readonly ['TCP' | 'UDP', number])[];
}

/**
 * The nftables rules by which a network plugin enforces the policies among some objects, between these places. Told by the
 * slow evaluator of the tests, which is not the program's.
 */
export function enforcedRules(
  objects: readonly Manifest[],
  places: readonly Place[],
  plugin: string,
): string[] {
  const state = stateOf(objects);
  const world = { ...CALICO, blockMatchesPods: plugin !== 'cilium' };
  const end = (address: string): End => {
    const pod = state.pods.find(({ status }) => status.podIPs.some(({ ip }) => ip === address));
    return pod ? { pod } : { address };
  };
  return places.flatMap(({ address: from }) =>
    places
      .filter(({ address }) => address !== from)
      .flatMap(({ address: to, ports }) =>
        ports.flatMap(([protocol, port]) => {
          const flow = { source: end(from), destination: end(to), protocol, port, family: 4 } as const;
          if (naivelyAllowed({ ...flow, state }, world)) return [];
          return [`ip saddr ${from} ip daddr ${to} ${protocol.toLowerCase()} dport ${port} counter drop`];
        }),
      ),
  );
}

function stateOf(objects: readonly Manifest[]): ClusterState {
  const of = (kind: string): unknown[] => objects.filter((object) => object.kind === kind);
  return {
    ...EMPTY,
    namespaces: of('Namespace').map((each) => Namespace.parse(each)),
    pods: of('Pod').map((each) => Pod.parse(each)),
    networkPolicies: of('NetworkPolicy').map((each) => NetworkPolicy.parse(each)),
    adminNetworkPolicies: of('AdminNetworkPolicy').map((each) => AdminNetworkPolicy.parse(each)),
  };
}
