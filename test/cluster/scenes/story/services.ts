import type { Manifest } from '../../manifest.ts';
import type { PodAt } from './workloads.ts';

interface ServicePort {
  readonly port: number;
  readonly name?: string;
  readonly protocol?: string;
  /** Where the endpoints listen; `port` unless told. A name needs `endpointPort`. */
  readonly targetPort?: number | string;
  /** What the EndpointSlice says of it; null: nothing, as where no container port has the name. */
  readonly endpointPort?: number | null;
}

/** A Service as one thinks of it; `address` null is a headless one. */
export interface ServiceWish {
  readonly namespace: string;
  readonly name: string;
  readonly address: string | null;
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly ports: readonly ServicePort[];
  readonly endpoints: readonly PodAt[];
  readonly spec?: object;
}

/** A Service, and the EndpointSlice that the controller would have made. */
export function service({
  namespace,
  name,
  address,
  selector,
  ports,
  endpoints,
  spec,
}: ServiceWish): Manifest[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: {
        clusterIP: address ?? 'None',
        ...(selector && { selector }),
        ports: ports.map(({ endpointPort: _of, ...port }) => port),
        ...spec,
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-x7k2p`, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: ports.flatMap((each) => {
        const { name: called = '', protocol = 'TCP', port, targetPort = port, endpointPort } = each;
        const listened = endpointPort === undefined ? targetPort : endpointPort;
        return typeof listened === 'number' ? [{ name: called, protocol, port: listened }] : [];
      }),
      endpoints: endpoints.map(({ pod, address: at, node, ready }) => ({
        addresses: [at],
        conditions: { ready, serving: ready, terminating: false },
        nodeName: node,
        targetRef: { kind: 'Pod', namespace, name: pod.slice(namespace.length + 1) },
      })),
    },
  ];
}
