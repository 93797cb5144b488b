import { selectorText } from '../../../core/kubernetes/label-selector.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { selectingWorkloads } from '../../../core/kubernetes/workload-resources.ts';
import { parseSource } from '../../../core/target/source.ts';
import type { Observation } from '../observation.ts';
import type { Ask } from './ask.ts';

/** Pods of one workload are alike in what they are asked for here. */
const SAMPLE = 3;

type SourceSeen = NonNullable<Observation['source']>;

/** The nodes that a source's pods run on; undefined where the source has none, as an address has. */
export async function sourceNodes(ask: Ask, text: string | undefined): Promise<SourceSeen | undefined> {
  const source = text === undefined ? undefined : parseSource(text);
  if (source?.kind === 'node') return { nodes: [source.name], pods: 0, sample: [] };
  if (source?.kind === 'pod') {
    const { object, failure } = await ask.get(resources.pods, source.namespace, source.name);
    const node = object?.spec.nodeName;
    return {
      nodes: node === undefined ? [] : [node],
      pods: object ? 1 : 0,
      sample: object ? [object] : [],
      ...(failure && { failure }),
    };
  }
  const resource = source?.kind === 'workload' ? selectingWorkloads[source.workload] : undefined;
  if (source?.kind !== 'workload' || !resource) return undefined;
  const { object, failure } = await ask.get(resource, source.namespace, source.name);
  const selector = object?.spec.selector;
  if (!selector) return { nodes: [], pods: 0, sample: [], ...(failure && { failure }) };
  const pods = await ask.list(resources.pods, {
    namespace: source.namespace,
    labelSelector: selectorText(selector),
  });
  const nodes = pods.objects.flatMap(({ spec }) => spec.nodeName ?? []);
  return {
    nodes: [...new Set(nodes)].toSorted(),
    pods: pods.found,
    sample: pods.objects.slice(0, SAMPLE),
    ...(pods.failure && { failure: pods.failure }),
  };
}
