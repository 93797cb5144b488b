import type { Pod } from '../../../core/kubernetes/pod.ts';
import { isReady } from '../../../core/kubernetes/pod-state.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import { serviceName } from '../../../core/target/service-name.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { type Ask, atMost, type Many } from './ask.ts';
import { nearMisses } from './near-misses.ts';
import { podEvents } from './pod-events.ts';

type Behind = Pick<Observation, 'pods' | 'closest' | 'workloads' | 'events' | 'nodes' | 'pointsTo'>;

/** Pods kept of a large Service; those that are not ready come first, since they need an explanation. */
const MOST_PODS = 100;

/** What is behind a Service: its pods, and, only where something is wrong with them, what explains it. */
export async function behind(ask: Ask, service: Service, input: Input): Promise<Behind> {
  const { namespace } = service.metadata;
  const { selector, type, externalName } = service.spec;
  if (type === 'ExternalName') return pointsTo(ask, externalName);
  const labelSelector = Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  if (labelSelector === '') return nodesIfLocal(ask, service, input);
  const [found, nodes] = await Promise.all([
    ask.list(resources.pods, { namespace, labelSelector }),
    nodesIfLocal(ask, service, input),
  ]);
  const pods = unreadyFirst(found);
  if (!pods.failure && pods.found === 0)
    return { pods, ...nodes, ...(await nearMisses(ask, namespace, selector)) };
  const events = await podEvents(ask, namespace, pods.objects);
  return { pods: atMost(pods, MOST_PODS), ...nodes, ...(events && { events }) };
}

const unreadyFirst = (pods: Many<Pod>): Many<Pod> => ({
  ...pods,
  objects: pods.objects.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b))),
});

/** Only a Service whose traffic stays on a node needs to know the nodes. */
async function nodesIfLocal(ask: Ask, { spec }: Service, { source }: Input): Promise<Pick<Behind, 'nodes'>> {
  const inside = spec.internalTrafficPolicy === 'Local' && source === undefined;
  if (!inside && spec.externalTrafficPolicy !== 'Local') return {};
  const { objects, ...rest } = await ask.list(resources.nodes, {});
  return { nodes: { ...rest, objects: objects.map(({ metadata }) => metadata.name) } };
}

async function pointsTo(ask: Ask, externalName: string | undefined): Promise<Pick<Behind, 'pointsTo'>> {
  const service = externalName === undefined ? undefined : serviceName(externalName);
  if (service?.certainty !== 'certain') return {};
  return { pointsTo: await ask.get(resources.services, service.namespace, service.name) };
}
