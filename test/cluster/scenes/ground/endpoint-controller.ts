import type { Manifest } from '../../manifest.ts';

interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly {
    readonly name?: string;
    readonly port: number;
    readonly protocol?: string;
    readonly targetPort?: number | string;
  }[];
}
interface PodLike extends Manifest {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly { readonly ports?: readonly ContainerPort[] }[];
  };
  readonly status: {
    readonly podIP: string;
    readonly conditions: readonly { type: string; status: string }[];
  };
}
interface ContainerPort {
  readonly name?: string;
  readonly protocol?: string;
  readonly containerPort: number;
}

/**
 * The EndpointSlices as the controller would make them of the Services that select pods: a slice for all pods that agree on the
 * ports. (https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/)
 */
export function endpointSlices(objects: readonly Manifest[]): Manifest[] {
  const pods = objects.filter(({ kind }) => kind === 'Pod') as PodLike[];
  return objects.filter(({ kind }) => kind === 'Service').flatMap((service) => slicesOf(service, pods));
}

function slicesOf({ metadata, ...service }: Manifest, pods: readonly PodLike[]): Manifest[] {
  const { name, namespace } = metadata;
  const { selector, ports = [] } = service['spec'] as ServiceSpec;
  if (selector === undefined || namespace === undefined) return [];
  const chosen = pods.filter(
    (pod) =>
      pod.metadata.namespace === namespace &&
      Object.entries(selector).every(([key, value]) => labelsOf(pod)[key] === value),
  );
  const grouped = Map.groupBy(chosen, (pod) =>
    JSON.stringify(
      ports.flatMap((port) => {
        const { name: called = '', protocol = 'TCP', targetPort = port.port } = port;
        const listened = typeof targetPort === 'number' ? targetPort : numberOf(pod, targetPort, protocol);
        return listened === undefined ? [] : [{ name: called, protocol, port: listened }];
      }),
    ),
  );
  return [...grouped].map(([agreed, members], i) => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${name}-made${i}`, namespace, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: JSON.parse(agreed) as unknown,
    endpoints: members.map((pod) => {
      const ready = pod.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
      return {
        addresses: [pod.status.podIP],
        conditions: { ready, serving: ready, terminating: false },
        nodeName: pod.spec.nodeName,
        targetRef: { kind: 'Pod', namespace, name: pod.metadata.name },
      };
    }),
  }));
}

const labelsOf = ({ metadata }: Manifest): Readonly<Record<string, string>> =>
  (metadata['labels'] ?? {}) as Record<string, string>;

const numberOf = ({ spec }: PodLike, name: string, protocol: string): number | undefined =>
  spec.containers
    .flatMap(({ ports = [] }) => ports)
    .find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)?.containerPort;
