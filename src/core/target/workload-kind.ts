/** Kubernetes kinds that stand for pods, or for an address in front of them, by every name that kubectl takes. */
const NAMES = {
  Pod: ['pod', 'pods', 'po'],
  Deployment: ['deployment', 'deployments', 'deploy'],
  StatefulSet: ['statefulset', 'statefulsets', 'sts'],
  DaemonSet: ['daemonset', 'daemonsets', 'ds'],
  ReplicaSet: ['replicaset', 'replicasets', 'rs'],
  ReplicationController: ['replicationcontroller', 'replicationcontrollers', 'rc'],
  Job: ['job', 'jobs'],
  CronJob: ['cronjob', 'cronjobs', 'cj'],
  Service: ['service', 'services', 'svc'],
  Ingress: ['ingress', 'ingresses', 'ing'],
  HTTPRoute: ['httproute', 'httproutes'],
} as const satisfies Record<string, readonly string[]>;

export type WorkloadKind = keyof typeof NAMES;

const BY_NAME: ReadonlyMap<string, WorkloadKind> = new Map(
  (Object.keys(NAMES) as WorkloadKind[]).flatMap((kind) =>
    NAMES[kind].map((name): [string, WorkloadKind] => [name, kind]),
  ),
);

/** The kind that a word names ("deploy", "svc", "StatefulSet"), in any case; undefined when none does. */
export const workloadKind = (word: string): WorkloadKind | undefined => BY_NAME.get(word.toLowerCase());

/** Every accepted word, for error messages. */
export const WORKLOAD_WORDS: readonly string[] = [...BY_NAME.keys()];
