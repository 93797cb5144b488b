import type { Pod } from '../../../core/kubernetes/pod.ts';
import { templatedWorkloads } from '../../../core/kubernetes/workload-resources.ts';
import type { Workload } from '../../../core/kubernetes/workload.ts';
import type { End } from '../end.ts';
import { isMadeBy } from '../workload-of.ts';
import type { Reader } from './reader.ts';

/** The workloads that ends name and that have no pod: their templates stand for the pods that they would make. */
export async function readWorkloads(
  reader: Reader,
  ends: readonly End[],
  pods: readonly Pod[],
): Promise<Workload[]> {
  const read = ends.map(async (end) => {
    const resource = end.kind === 'workload' ? templatedWorkloads[end.workload] : undefined;
    if (end.kind !== 'workload' || !resource) return undefined;
    if (pods.some((pod) => isMadeBy(pod, end))) return undefined;
    return reader.get(resource, end.name, end.namespace);
  });
  return (await Promise.all(read)).filter((one) => one !== undefined);
}
