import type { Labels } from '../../core/kubernetes/labels.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';

/** The workload that made a pod: a ReplicaSet's Deployment, a Job's CronJob, by the names that their controllers give. */
export function workloadOf({ metadata }: Pod): { kind: string; name: string } | undefined {
  const owner =
    metadata.ownerReferences.find(({ controller }) => controller === true) ?? metadata.ownerReferences[0];
  if (!owner) return undefined;
  const hash = metadata.labels['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`)) {
    return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  }
  // The CronJob controller adds the scheduled minute.
  const [, cron] = owner.kind === 'Job' ? (/^(.+)-\d{8,}$/.exec(owner.name) ?? []) : [];
  return cron === undefined ? { kind: owner.kind, name: owner.name } : { kind: 'CronJob', name: cron };
}

/** Whether a workload made a pod, by itself or by the ReplicaSet or Job between them. */
export function isMadeBy(
  pod: Pod,
  { namespace, workload, name }: { namespace: string; workload: string; name: string },
): boolean {
  if (pod.metadata.namespace !== namespace) return false;
  const owner = workloadOf(pod);
  return (
    (owner?.kind === workload && owner.name === name) ||
    pod.metadata.ownerReferences.some((one) => one.kind === workload && one.name === name)
  );
}

/** Labels that change with a roll-out, differ from pod to pod, or say who installed it: no policy should select by them. */
const FLEETING =
  /^(?:pod-template-hash|pod-template-generation|controller-revision-hash|controller-uid|job-name|chart|heritage|release|version|helm\.sh\/chart|app\.kubernetes\.io\/(?:version|managed-by)|(?:statefulset|apps|batch)\.kubernetes\.io\/.*|.*istio\.io\/.*|linkerd\.io\/.*)$/;

/** Labels by which people select workloads, the customary ones first. */
const CUSTOMARY = [
  'app',
  'app.kubernetes.io/name',
  'k8s-app',
  'name',
  'app.kubernetes.io/component',
  'component',
];

/** A pod's labels that stay as long as its workload does, the customary ones first. */
export function lastingLabels(labels: Labels): [string, string][] {
  const rank = (key: string): number =>
    (CUSTOMARY.indexOf(key) + CUSTOMARY.length + 1) % (CUSTOMARY.length + 1);
  return Object.entries(labels)
    .filter(([key]) => !FLEETING.test(key))
    .toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
