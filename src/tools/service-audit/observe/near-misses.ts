import type { Labels } from '../../../core/kubernetes/labels.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { templateOf } from '../../../core/kubernetes/workload.ts';
import { differences, nearestFirst } from '../differences.ts';
import type { Observation } from '../observation.ts';
import { type Ask, atMost, type Many } from './ask.ts';

const MOST = 5;

/** The pods and workloads of a namespace that a selector nearly matches, the closest first. */
export async function nearMisses(
  ask: Ask,
  namespace: string,
  selector: Labels,
): Promise<Pick<Observation, 'closest' | 'workloads'>> {
  const [pods, ...workloads] = await Promise.all([
    ask.list(resources.pods, { namespace }),
    ask.list(resources.deployments, { namespace }),
    ask.list(resources.statefulSets, { namespace }),
    ask.list(resources.daemonSets, { namespace }),
  ]);
  const failure = workloads.find((one) => one.failure)?.failure;
  const all = workloads.flatMap(({ objects }) => objects);
  return {
    closest: nearest(pods, selector, ({ metadata }) => metadata.labels),
    workloads: {
      ...nearest(
        { objects: all, found: all.length },
        selector,
        (one) => templateOf(one)?.metadata.labels ?? {},
      ),
      ...(failure && { failure }),
    },
  };
}

/** Those that would match (a workload without pods) and those that nearly do, in this order. */
function nearest<T>(many: Many<T>, selector: Labels, labelsOf: (one: T) => Labels): Many<T> {
  const equal = many.objects.filter((one) => differences(selector, labelsOf(one)).length === 0);
  return atMost({ ...many, objects: [...equal, ...nearestFirst(many.objects, selector, labelsOf)] }, MOST);
}
