import { CUSTOM_KINDS, definition } from '../custom-resources.ts';
import type { Manifest } from '../manifest.ts';
import type { PodServer } from './scene.ts';
import { nameServer } from './story/name-server.ts';
import { service } from './story/services.ts';

/** What a cluster has before anybody works in it. Scenes of one kind share a cluster. */
export interface System {
  readonly name: string;
  /** The DaemonSet of its network plugin. */
  readonly plugin: string;
  /** The port on which its DNS pods listen; absent where each scene brings its own DNS. */
  readonly dnsPort?: number;
}

/** The usual cluster: Calico enforces policies, CoreDNS listens on 53. */
export const USUAL: System = { name: 'usual', plugin: 'calico-node', dnsPort: 53 };

/** Cilium enforces, and the DNS pods listen on 5353, as OpenShift's do. */
export const OTHER: System = { name: 'other', plugin: 'cilium', dnsPort: 5353 };

/** Each scene brings a DNS of its own. */
export const NAMES: System = { name: 'names', plugin: 'calico-node' };

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
    ...(dnsPort === undefined ? [] : nameServer({ port: dnsPort }).objects),
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

/** What stands behind the virtual address of the API server in scenes, at an address: something that accepts. */
export const apiServer = (
  address: string,
): { readonly objects: readonly Manifest[]; readonly server: PodServer } => ({
  objects: service({
    namespace: 'default',
    name: 'kubernetes',
    address: '10.96.0.1',
    selector: undefined,
    ports: [{ port: 443, name: 'https', targetPort: 6443 }],
    endpoints: [{ pod: 'default/api-server', address, node: 'node-a', ready: true }],
  }),
  server: {
    name: 'api-server',
    run: ['busybox', 'nc', '-ll', '-p', '6443', '-e', 'true'],
    ports: { tcp: [6443] },
  },
});
