import { CUSTOM_KINDS, definition } from '../custom-resources.ts';
import type { Manifest } from '../manifest.ts';
import { deployment } from './story/workloads.ts';
import { service } from './story/services.ts';

/** What a cluster has before anybody works in it. Scenes of one kind share a cluster. */
export interface System {
  readonly name: string;
  /** The DaemonSet of its network plugin. */
  readonly plugin: string;
  /** The port on which its DNS pods listen. */
  readonly dnsPort: number;
}

export const DNS_ADDRESS = '10.96.0.10';
export const DNS_POD = '10.244.0.10';

/** The usual cluster: Calico enforces policies, CoreDNS listens on 53. */
export const USUAL: System = { name: 'usual', plugin: 'calico-node', dnsPort: 53 };

/** Cilium enforces, and the DNS pods listen on 5353, as OpenShift's do. */
export const OTHER: System = { name: 'other', plugin: 'cilium', dnsPort: 5353 };

/** The objects of a cluster: nodes, the plugin, the cluster's DNS, and the definitions that clusters commonly have. */
export function systemObjects({ plugin, dnsPort }: System): Manifest[] {
  return [
    ...Object.values(CUSTOM_KINDS).flatMap((kinds) => kinds.map(definition)),
    node('node-a', '192.0.2.10'),
    node('node-b', '192.0.2.11'),
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: plugin, namespace: 'kube-system' },
      spec: {
        selector: { matchLabels: { 'k8s-app': plugin } },
        template: {
          metadata: { labels: { 'k8s-app': plugin } },
          spec: { containers: [{ name: 'agent', image: 'example.test/agent:1' }] },
        },
      },
    },
    ...dnsObjects(dnsPort),
  ];
}

/** Deployment, pod, Service and EndpointSlice of the cluster's DNS. */
export function dnsObjects(dnsPort: number): Manifest[] {
  const ports = [
    { name: 'dns', protocol: 'UDP', port: 53, targetPort: dnsPort },
    { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort: dnsPort },
  ];
  const coredns = deployment({
    namespace: 'kube-system',
    name: 'coredns',
    labels: { 'k8s-app': 'kube-dns' },
    addresses: [DNS_POD],
    ports: ports.map(({ name, protocol }) => ({ name, protocol, containerPort: dnsPort })),
  });
  return [
    ...coredns.objects,
    ...service({
      namespace: 'kube-system',
      name: 'kube-dns',
      address: DNS_ADDRESS,
      selector: { 'k8s-app': 'kube-dns' },
      ports,
      endpoints: coredns.pods,
    }),
  ];
}

const node = (name: string, address: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: {
    addresses: [{ type: 'InternalIP', address }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

/** What stands behind the virtual address of the API server in scenes: something that accepts. */
export const API_SERVER = {
  objects: service({
    namespace: 'default',
    name: 'kubernetes',
    address: '10.96.0.1',
    selector: undefined,
    ports: [{ port: 443, name: 'https', targetPort: 6443 }],
    endpoints: [{ pod: 'default/api-server', address: DNS_POD, node: 'node-a', ready: true }],
  }),
  server: {
    name: 'api-server',
    run: ['busybox', 'nc', '-ll', '-p', '6443', '-e', 'true'],
    ports: { tcp: [6443] },
  },
};
