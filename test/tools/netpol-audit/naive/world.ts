import type { ClusterState } from '../../../../src/tools/netpol-audit/model/state.ts';
import type { Pod } from '../../../../src/core/kubernetes/pod.ts';

/** One way in which everything that the specification leaves open may be settled. */
export interface World {
  blockMatchesPods: boolean;
  hostNetworkIsNode: boolean;
  ownNodeEgress: boolean;
  /** Of policies with equal priority, the later one in the list wins. */
  laterWins: boolean;
}

export type End = { pod: Pod } | { node: string; address: string } | { address: string };

export interface Asked {
  state: ClusterState;
  source: End;
  destination: End;
  protocol: 'TCP' | 'UDP' | 'SCTP';
  port: number;
  family: 4 | 6;
}
