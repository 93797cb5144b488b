import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubernetes } from '../../src/core/world/kubernetes.ts';
import { fileKubernetes } from '../../src/world/snapshot/manifests/file-kubernetes.ts';

/** The reader of manifests over one document of several objects. */
export async function clusterOf(objects: readonly object[]): Promise<Kubernetes> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-of-'));
  try {
    const file = join(folder, 'all.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const kubernetes = await fileKubernetes([file]);
    // Read now, for the file does not stay.
    await kubernetes.where();
    return kubernetes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The DaemonSet of the Amazon VPC CNI, with these settings. */
export const awsNode = (settings: Readonly<Record<string, string>> = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'aws-node', namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { 'k8s-app': 'aws-node' } },
    template: {
      metadata: { labels: { 'k8s-app': 'aws-node' } },
      spec: {
        hostNetwork: true,
        containers: [
          {
            name: 'aws-node',
            image: 'amazon-k8s-cni:v1.19',
            env: Object.entries(settings).map(([name, value]) => ({ name, value })),
          },
        ],
      },
    },
  },
});

/** A running pod with its address, on the node that has `host`. */
export const podAt = (name: string, address: string, host: string, annotations: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'payments', labels: { app: name }, annotations },
  spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'main:1' }] },
  status: {
    phase: 'Running',
    podIP: address,
    podIPs: [{ ip: address }],
    hostIP: host,
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});
