import { modelledPods } from '../../../core/kubernetes/modelled-pods.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Workload } from '../../../core/kubernetes/workload.ts';
import type { Store } from './store.ts';

const WORKLOADS = [
  resources.deployments,
  resources.statefulSets,
  resources.daemonSets,
  resources.replicaSets,
  resources.replicationControllers,
  resources.cronJobs,
  resources.jobs,
];

/** The pods of the files, and those that their workloads would make. */
export function podsOf(store: Store, namespace: string | undefined): Pod[] {
  const given = store.of(resources.pods, namespace);
  const running = new Set(given.filter(isRunning).map(({ metadata }) => metadata.namespace));
  const taken = new Set(given.map(keyOf));
  const modelled = WORKLOADS.flatMap((resource) => store.of(resource, namespace))
    .filter((workload) => !hasOwner(workload) && !isDumped(workload, running))
    .flatMap(modelledPods)
    .filter((pod) => !taken.has(keyOf(pod)));
  // Two workloads of one name make pods of one name in the model: the first stands for both only if it is the same pod.
  return [...given, ...named(modelled)];
}

const keyOf = ({ metadata }: Pod): string => `${metadata.namespace}/${metadata.name}`;
const isRunning = ({ status }: Pod): boolean => status.phase !== undefined;

/** Made by another workload, which is in the files or was there when they were dumped. */
const hasOwner = ({ metadata }: Workload): boolean =>
  metadata.ownerReferences.some(({ controller }) => controller === true);

/** From a dump of a cluster that holds the pods of the namespace too: those are its pods. */
const isDumped = ({ status, metadata }: Workload, running: ReadonlySet<string>): boolean =>
  status.observedGeneration !== undefined && running.has(metadata.namespace);

function named(pods: readonly Pod[]): Pod[] {
  const seen = new Set<string>();
  return pods.map((pod) => {
    const [owner] = pod.metadata.ownerReferences;
    const name = seen.has(keyOf(pod))
      ? `${pod.metadata.name}-${owner?.kind.toLowerCase() ?? 'pod'}`
      : pod.metadata.name;
    const own = { ...pod, metadata: { ...pod.metadata, name } };
    seen.add(keyOf(own));
    return own;
  });
}
