import type { Labels } from './labels.ts';
import type { Pod } from './pod.ts';
import { templateOf, type Workload } from './workload.ts';

/** More pods of one workload than this say nothing new. */
const MOST = 10;

/**
 * The pods that a workload's controller would make: labels and containers of its template, no node, no address, no status.
 * A Deployment's are named like a StatefulSet's, since their real names are drawn by lot. Labels that controllers add:
 * https://kubernetes.io/docs/reference/labels-annotations-taints/.
 */
export function modelledPods(workload: Workload): Pod[] {
  const template = templateOf(workload);
  if (!template) return [];
  const { kind, metadata, spec } = workload;
  const count = ['DaemonSet', 'Job', 'CronJob'].includes(kind) ? 1 : (spec.replicas ?? 1);
  return Array.from({ length: Math.min(Math.max(count, 0), MOST) }, (_, index) => {
    const name = `${metadata.name}-${index}`;
    return {
      metadata: {
        name,
        namespace: metadata.namespace,
        labels: { ...template.metadata.labels, ...addedLabels(workload, name, index) },
        annotations: {},
        ownerReferences: [{ kind, name: metadata.name, controller: true }],
        managedFields: [],
      },
      spec: template.spec,
      status: {
        podIPs: [],
        hostIPs: [],
        conditions: [],
        containerStatuses: [],
        initContainerStatuses: [],
      },
    };
  });
}

function addedLabels({ kind, metadata }: Workload, name: string, index: number): Labels {
  if (kind === 'StatefulSet')
    return { 'statefulset.kubernetes.io/pod-name': name, 'apps.kubernetes.io/pod-index': String(index) };
  if (kind === 'Job') return { 'batch.kubernetes.io/job-name': metadata.name, 'job-name': metadata.name };
  return {};
}
