import type { Manifest } from '../../manifest.ts';

/** A workload as one thinks of it. */
export interface Wish {
  readonly namespace: string;
  readonly name: string;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** One a pod. */
  readonly addresses: readonly string[];
  readonly ports?: readonly {
    readonly containerPort: number;
    readonly name?: string;
    readonly protocol?: string;
  }[];
  /** The node of each pod; the last stands for all further ones. */
  readonly nodes?: readonly string[];
  /** Whether its pods are ready; they are, unless told. */
  readonly ready?: boolean;
  /** How often its containers were started again; those that are not ready wait for the next start. */
  readonly restarts?: number;
  /** Of the containers, beside what is said here. */
  readonly container?: object;
  readonly spec?: object;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A pod of it. */
export interface PodAt {
  /** `namespace/name` */
  readonly pod: string;
  readonly address: string;
  readonly node: string;
  readonly ready: boolean;
}

/** The objects that controllers would have made, and its pods. */
export interface Workload {
  readonly objects: readonly Manifest[];
  readonly pods: readonly PodAt[];
}

/** A Deployment with its ReplicaSet and pods. */
export function deployment(wish: Wish): Workload {
  const { namespace, name, labels, annotations = {} } = wish;
  const hash = '7d9f6c5b8';
  const set = `${name}-${hash}`;
  const hashed = { ...labels, 'pod-template-hash': hash };
  const template = { metadata: { labels }, spec: podSpec(wish) };
  const selector = { matchLabels: labels };
  const replicas = wish.addresses.length;
  const pods = podsOf(wish, (i) => `${set}-${'bcdfghjklm'[i]}x2kq`);
  return {
    pods,
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, namespace, labels, annotations },
        spec: { replicas, selector, template },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: set,
          namespace,
          labels: hashed,
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, controller: true }],
        },
        spec: {
          replicas,
          selector: { matchLabels: hashed },
          template: { ...template, metadata: { labels: hashed } },
        },
      },
      ...pods.map((pod) =>
        podObject({ ...wish, labels: hashed }, pod, { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: set }),
      ),
    ],
  };
}

/** A StatefulSet with its pods. */
export function statefulSet(wish: Wish): Workload {
  const { namespace, name, labels, annotations = {} } = wish;
  const pods = podsOf(wish, (i) => `${name}-${i}`);
  return {
    pods,
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name, namespace, labels, annotations },
        spec: {
          replicas: pods.length,
          serviceName: name,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: podSpec(wish) },
        },
      },
      ...pods.map((pod) => podObject(wish, pod, { apiVersion: 'apps/v1', kind: 'StatefulSet', name })),
    ],
  };
}

const podsOf = (wish: Wish, named: (i: number) => string): PodAt[] =>
  wish.addresses.map((address, i) => ({
    pod: `${wish.namespace}/${named(i)}`,
    address,
    node: wish.nodes?.[Math.min(i, wish.nodes.length - 1)] ?? 'node-a',
    ready: wish.ready !== false,
  }));

const podSpec = ({ ports = [], container = {}, spec = {} }: Wish): object => ({
  ...spec,
  containers: [{ name: 'main', image: 'example.test/main:1', ports, ...container }],
});

function podObject(wish: Wish, { pod, address, node, ready }: PodAt, owner: object): Manifest {
  const [namespace = '', name = ''] = pod.split('/');
  const status = ready ? 'True' : 'False';
  const { restarts = 0 } = wish;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: wish.labels,
      ownerReferences: [
        { ...(owner as { apiVersion: string; kind: string; name: string }), controller: true },
      ],
    },
    spec: { ...podSpec(wish), nodeName: node },
    status: {
      phase: 'Running',
      podIP: address,
      podIPs: [{ ip: address }],
      conditions: [
        { type: 'Ready', status },
        { type: 'ContainersReady', status },
      ],
      containerStatuses: [
        {
          name: 'main',
          ready,
          started: true,
          restartCount: restarts,
          image: 'x',
          imageID: 'x',
          ...(restarts > 0 && !ready
            ? {
                state: { waiting: { reason: 'CrashLoopBackOff' } },
                lastState: { terminated: { exitCode: 1 } },
              }
            : { state: { running: {} } }),
        },
      ],
    },
  };
}
