import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { Manifest } from './manifest.ts';
import type { Reader } from './start-cluster.ts';

/** A Namespace. */
export const namespace = (name: string, labels = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

/** A Pod of the namespace `shop` on the node `node-a`, with one container, `main`. */
export const pod = (name: string, status: object = { phase: 'Running', podIP: '10.1.0.7' }): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name } },
  spec: { nodeName: 'node-a', containers: [{ name: 'main', image: 'example.test/main:1' }] },
  status,
});

/** The Node `node-a`. */
export const node: Manifest = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-a' },
  status: {
    addresses: [{ type: 'InternalIP', address: '192.0.2.10' }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
};

/** A ClusterRole of these rules. */
export const clusterRole = (name: string, ...rules: object[]): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
  rules,
});

/** The rule to read pods and their logs. */
export const readPods = { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] };

/** The API as the user of a kubeconfig file. */
export function core({ kubeconfig }: Pick<Reader, 'kubeconfig'>): CoreV1Api {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  return config.makeApiClient(CoreV1Api);
}
