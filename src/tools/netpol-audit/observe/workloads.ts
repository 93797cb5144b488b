import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Workload } from '../../../core/kubernetes/workload.ts';
import type { End } from '../end.ts';
import { isMadeBy } from '../workload-of.ts';
import type { Reader } from './reader.ts';

const KINDS = {
  Deployment: resources.deployments,
  StatefulSet: resources.statefulSets,
  DaemonSet: resources.daemonSets,
  ReplicaSet: resources.replicaSets,
  ReplicationController: resources.replicationControllers,
  Job: resources.jobs,
  CronJob: resources.cronJobs,
} as const;

/** The workloads that ends name and that have no pod: their templates stand for the pods that they would make. */
export async function readWorkloads(
  reader: Reader,
  ends: readonly End[],
  pods: readonly Pod[],
): Promise<Workload[]> {
  const read = ends.map(async (end) => {
    if (end.kind !== 'workload' || !(end.workload in KINDS)) return undefined;
    if (pods.some((pod) => isMadeBy(pod, end))) return undefined;
    return reader.get(KINDS[end.workload as keyof typeof KINDS], end.name, end.namespace);
  });
  return (await Promise.all(read)).filter((one) => one !== undefined);
}
