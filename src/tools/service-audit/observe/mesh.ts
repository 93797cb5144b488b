import type { DestinationRule, PeerAuthentication } from '../../../core/kubernetes/istio.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { ResourceType } from '../../../core/kubernetes/resource-type.ts';
import { membership } from '../mesh/membership.ts';
import { ROOT_NAMESPACE } from '../mesh/peer-mode.ts';
import type { Observation } from '../observation.ts';
import type { Ask, Many } from './ask.ts';

type MeshSeen = NonNullable<Observation['mesh']>;

/** The mesh's rules between a source and the pods of a Service; undefined where neither takes part in a mesh. */
export async function observeMesh(
  ask: Ask,
  namespace: string,
  pods: readonly Pod[],
  callers: readonly Pod[],
): Promise<MeshSeen | undefined> {
  const [caller] = callers;
  if (!caller || [...pods, ...callers].every((pod) => membership(pod) === 'none')) return undefined;
  const own = [...new Set([namespace, ROOT_NAMESPACE])];
  const [peers, rules] = await Promise.all([
    inEach<PeerAuthentication>(ask, resources.peerAuthentications, own),
    inEach<DestinationRule>(ask, resources.destinationRules, [
      ...new Set([caller.metadata.namespace, ...own]),
    ]),
  ]);
  return { peers, rules };
}

async function inEach<T>(
  ask: Ask,
  resource: ResourceType<T>,
  namespaces: readonly string[],
): Promise<Many<T>> {
  const each = await Promise.all(namespaces.map((namespace) => ask.list(resource, { namespace })));
  const failure = each.find((one) => one.failure)?.failure;
  const objects = each.flatMap((one) => one.objects);
  return { objects, found: objects.length, ...(failure && { failure }) };
}
