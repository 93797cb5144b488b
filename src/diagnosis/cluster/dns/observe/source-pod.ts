import { modelledPods } from '../../../../core/kubernetes/modelled-pods.ts';
import type { Pod } from '../../../../core/kubernetes/pod.ts';
import { resources } from '../../../../core/kubernetes/resources.ts';
import { templatedWorkloads } from '../../../../core/kubernetes/workload-resources.ts';
import type { Source } from '../../../../core/target/source.ts';
import type { Ask, One } from '../../../../tools/service-audit/observe/ask.ts';

/** The pod that asks; for a workload one as its template makes them, since all have the same DNS settings. */
export async function sourcePod(ask: Ask, source: Source | undefined): Promise<One<Pod> | undefined> {
  if (source?.kind === 'pod') return ask.get(resources.pods, source.namespace, source.name);
  const resource = source?.kind === 'workload' ? templatedWorkloads[source.workload] : undefined;
  if (source?.kind !== 'workload' || !resource) return undefined;
  const { object, failure } = await ask.get(resource, source.namespace, source.name);
  if (failure || !object) return failure ? { failure } : {};
  const [pod] = modelledPods({ ...object, spec: { ...object.spec, replicas: 1 } });
  return pod ? { object: pod } : {};
}
