import type { Manifest } from './manifest.ts';

/** The kind of address by which the API server finds kubelets. Others are left to what a test tells of its nodes. */
export const NODE_ADDRESS_TYPE = 'ExternalDNS';

interface NodeStatus {
  readonly addresses?: readonly { type: string; address: string }[];
  readonly daemonEndpoints?: object;
}

/** The same object; a Node also says that its kubelet is the one at this port of the
 * loopback, unless it names a port itself. */
export function withKubelet(object: Manifest, port: number): Manifest {
  if (object.kind !== 'Node') return object;
  const status: NodeStatus = object.status ?? {};
  const others = (status.addresses ?? []).filter(({ type }) => type !== NODE_ADDRESS_TYPE);
  return {
    ...object,
    status: {
      ...status,
      addresses: [...others, { type: NODE_ADDRESS_TYPE, address: 'localhost' }],
      daemonEndpoints: status.daemonEndpoints ?? { kubeletEndpoint: { Port: port } },
    },
  };
}
