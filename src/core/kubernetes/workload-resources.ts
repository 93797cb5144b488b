import type { WorkloadKind } from '../target/workload-kind.ts';
import type { ResourceType } from './resource-type.ts';
import { resources } from './resources.ts';
import type { Workload } from './workload.ts';

type OfKinds = Readonly<Partial<Record<WorkloadKind, ResourceType<Workload>>>>;

/** The resources of the kinds whose own selector finds their pods. */
export const selectingWorkloads: OfKinds = {
  Deployment: resources.deployments,
  StatefulSet: resources.statefulSets,
  DaemonSet: resources.daemonSets,
  ReplicaSet: resources.replicaSets,
  ReplicationController: resources.replicationControllers,
  Job: resources.jobs,
};

/** The resources of all kinds that make pods by a template. */
export const templatedWorkloads: OfKinds = { ...selectingWorkloads, CronJob: resources.cronJobs };
