import { formatIp } from '../../../core/address/ip.ts';
import type { EndpointSlice } from '../../../core/kubernetes/endpoint-slice.ts';
import type { Node } from '../../../core/kubernetes/node.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import type { Workload } from '../../../core/kubernetes/workload.ts';
import type { End } from '../end.ts';
import type { Reader } from './reader.ts';

/** The objects that an end names, besides the pods of its namespace. */
export interface EndObjects {
  readonly services: Service[];
  readonly endpointSlices: EndpointSlice[];
  readonly workloads: Workload[];
  readonly nodes: Node[];
  readonly pods: readonly Pod[];
}

const NOTHING: EndObjects = { services: [], endpointSlices: [], workloads: [], nodes: [], pods: [] };

const KINDS = {
  Deployment: resources.deployments,
  StatefulSet: resources.statefulSets,
  DaemonSet: resources.daemonSets,
  ReplicaSet: resources.replicaSets,
  ReplicationController: resources.replicationControllers,
  Job: resources.jobs,
  CronJob: resources.cronJobs,
} as const;

/** Reads what an end names: a Service with its slices, a workload, a node, or the pod that has an address. */
export async function readEnd(reader: Reader, end: End): Promise<EndObjects> {
  switch (end.kind) {
    case 'address':
      return {
        ...NOTHING,
        pods: await reader.list(resources.pods, undefined, {
          fieldSelector: `status.podIP=${formatIp(end.address)}`,
          limit: 50,
        }),
      };
    case 'node': {
      const node = await reader.get(resources.nodes, end.name);
      return { ...NOTHING, nodes: node ? [node] : [] };
    }
    case 'workload': {
      if (end.workload === 'Service') return readService(reader, end.namespace, end.name);
      if (end.workload === 'Ingress' || end.workload === 'HTTPRoute' || end.workload === 'Pod')
        return NOTHING;
      const workload = await reader.get(KINDS[end.workload], end.name, end.namespace);
      return { ...NOTHING, workloads: workload ? [workload] : [] };
    }
    default:
      return NOTHING;
  }
}

/** Slices are read only where no selector says which pods are behind the Service. */
async function readService(reader: Reader, namespace: string, name: string): Promise<EndObjects> {
  const service = await reader.get(resources.services, name, namespace);
  const selected = Object.keys(service?.spec.selector ?? {}).length > 0;
  const endpointSlices =
    service && !selected
      ? await reader.list(resources.endpointSlices, namespace, {
          labelSelector: `kubernetes.io/service-name=${name}`,
        })
      : [];
  return { ...NOTHING, services: service ? [service] : [], endpointSlices: [...endpointSlices] };
}
