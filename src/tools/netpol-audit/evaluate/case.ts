import type { Stamp } from '../../../core/tool.ts';
import { Model } from '../model/model.ts';
import type { ClusterState } from '../model/state.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { pluginOf } from './plugin.ts';

/** One question with what was seen, and the model made of it. */
export interface Case {
  readonly input: Input;
  readonly seen: Observation & Stamp;
  readonly state: ClusterState;
  readonly model: Model;
}

/** The observation as the model takes it. */
export function caseOf(seen: Observation & Stamp, input: Input): Case {
  const state: ClusterState = {
    namespaces: seen.namespaces,
    pods: seen.pods,
    nodes: seen.nodes,
    networkPolicies: seen.networkPolicies,
    adminNetworkPolicies: seen.adminNetworkPolicies,
    baselineAdminNetworkPolicies: seen.baselineAdminNetworkPolicies,
    clusterNetworkPolicies: seen.clusterNetworkPolicies,
    pluginPolicies: seen.pluginPolicies,
    missing: seen.missing,
  };
  return { input, seen, state, model: new Model(state, pluginOf(seen)?.traits) };
}
