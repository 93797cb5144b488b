import type { Pod } from '../../../core/kubernetes/pod.ts';
import { isReady } from '../../../core/kubernetes/pod-state.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Context } from '../../../core/tool.ts';
import type { AgentSeen, ControlSeen } from './observation.ts';

/** By the names of their DaemonSets; static pods are named kube-proxy-NODE. Operators and the like are none. */
const AGENTS =
  /^(?:kube-proxy-.+|(?:cilium|calico-node|canal|antrea-agent|kube-router|ovnkube-node|aws-node|kube-flannel-ds|weave-net)-[a-z0-9]{5})$/;
/** More than a node runs (kubelet's --max-pods is 110 unless changed). */
const MOST_PODS = 500;
const MOST_AGENTS = 5;

/** What makes Services work on a node, as its pods are now. One request. */
export async function nodeAgents(
  { world, signal }: Context,
  node: string,
  context: string | undefined,
): Promise<NonNullable<ControlSeen['agents']>> {
  const fieldSelector = `spec.nodeName=${node}`;
  const query = { context, resource: resources.pods, fieldSelector, limit: MOST_PODS };
  const pods = await world.kubernetes.list(query, signal);
  if (pods.status === 'failed') return { node, pods: [], failure: pods.message };
  const found = pods.objects.filter(({ metadata }) => AGENTS.test(metadata.name));
  return { node, pods: found.slice(0, MOST_AGENTS).map(agentOf) };
}

function agentOf(pod: Pod): AgentSeen {
  const { metadata, status } = pod;
  const waiting = status.containerStatuses.find(({ state }) => state.waiting?.reason !== undefined)?.state
    .waiting?.reason;
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    ready: isReady(pod) && metadata.deletionTimestamp === undefined,
    restarts: status.containerStatuses.reduce((sum, one) => sum + (one.restartCount ?? 0), 0),
    ...(waiting !== undefined && /^[A-Za-z]{1,60}$/.test(waiting) && { waiting }),
  };
}
