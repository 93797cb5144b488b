import type { Manifest } from './manifest.ts';

/** A Service of the namespace `shop` with its virtual address; port 80 leads to `targetPort`. */
export const service = (
  name: string,
  clusterIP: string,
  targetPort: number,
  more: object = {},
): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { clusterIP, selector: { [name]: 'yes' }, ports: [{ port: 80, targetPort }], ...more },
});

/** An endpoint by its address, on a node. */
export interface Endpoint {
  readonly address: string;
  readonly node: string;
  readonly pod: string;
}

/** What the endpoint controller would write for a Service whose endpoints are all ready. */
export const slice = (name: string, port: number, endpoints: readonly Endpoint[]): Manifest => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: `${name}-1`, namespace: 'shop', labels: { 'kubernetes.io/service-name': name } },
  addressType: 'IPv4',
  ports: [{ name: '', protocol: 'TCP', port }],
  endpoints: endpoints.map(({ address, node, pod }) => ({
    addresses: [address],
    nodeName: node,
    conditions: { ready: true },
    targetRef: { kind: 'Pod', namespace: 'shop', name: pod },
  })),
});

/** A ready pod of the namespace `shop`, made by a Deployment where one is told. */
export const readyPod = (
  name: string,
  address: string,
  {
    app = name,
    node = 'node-a',
    ports = [] as number[],
    labels = {},
    owner = undefined as string | undefined,
  } = {},
): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    labels: { app, ...labels },
    ...(owner !== undefined && {
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: owner, controller: true }],
    }),
  },
  spec: {
    nodeName: node,
    containers: [
      {
        name: 'main',
        image: 'example.test/main:1',
        ports: ports.map((containerPort) => ({ containerPort })),
      },
    ],
  },
  status: {
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});
