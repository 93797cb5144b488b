import { modelledPods } from '../../../../core/kubernetes/modelled-pods.ts';
import type { Pod } from '../../../../core/kubernetes/pod.ts';
import { resources } from '../../../../core/kubernetes/resources.ts';
import type { Source } from '../../../../core/target/source.ts';
import type { Ask, One } from '../../../../tools/service-audit/observe/ask.ts';

const KINDS = {
  Deployment: resources.deployments,
  StatefulSet: resources.statefulSets,
  DaemonSet: resources.daemonSets,
  ReplicaSet: resources.replicaSets,
  ReplicationController: resources.replicationControllers,
  Job: resources.jobs,
  CronJob: resources.cronJobs,
} as const;

/** The pod that asks; for a workload one as its template makes them, since all have the same DNS settings. */
export async function sourcePod(ask: Ask, source: Source | undefined): Promise<One<Pod> | undefined> {
  if (source?.kind === 'pod') return ask.get(resources.pods, source.namespace, source.name);
  if (source?.kind !== 'workload' || !(source.workload in KINDS)) return undefined;
  const kind = KINDS[source.workload as keyof typeof KINDS];
  const { object, failure } = await ask.get(kind, source.namespace, source.name);
  if (failure || !object) return failure ? { failure } : {};
  const [pod] = modelledPods({ ...object, spec: { ...object.spec, replicas: 1 } });
  return pod ? { object: pod } : {};
}
