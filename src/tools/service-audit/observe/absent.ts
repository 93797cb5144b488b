import { resources } from '../../../core/kubernetes/resources.ts';
import type { Absent } from '../observation.ts';
import { type Ask, atMost } from './ask.ts';

const MOST = 20;

/** Looks for what was meant: the only time that Services are listed in all namespaces. */
export async function absent(ask: Ask, namespace: string, name: string): Promise<Absent> {
  const [own, elsewhere, neighbours, pods] = await Promise.all([
    ask.get(resources.namespaces, undefined, namespace),
    ask.list(resources.services, { fieldSelector: `metadata.name=${name}` }),
    ask.list(resources.services, { namespace }),
    ask.list(resources.pods, { namespace }),
  ]);
  const alike = pods.objects.filter(
    ({ metadata }) => metadata.name.includes(name) || Object.values(metadata.labels).includes(name),
  );
  return {
    namespace: own,
    elsewhere: atMost(elsewhere, MOST),
    neighbours: atMost(neighbours, MOST),
    pods: atMost({ ...pods, objects: alike, found: alike.length }, MOST),
  };
}
