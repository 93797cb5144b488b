import type { ServerResponse } from 'node:http';
import { json, type Seen, status } from './kubernetes-api.ts';

const made = (namespace: string, app: string, index: number) => ({
  metadata: {
    name: `${app}-5d9c7b8f6-${index}`,
    namespace,
    labels: { app, 'pod-template-hash': '5d9c7b8f6' },
    ownerReferences: [{ kind: 'ReplicaSet', name: `${app}-5d9c7b8f6`, controller: true }],
  },
  spec: { nodeName: 'node-a', containers: [{ name: 'main', ports: [{ name: app, containerPort: 6379 }] }] },
  status: { phase: 'Running', podIPs: [{ ip: `10.1.${Math.floor(index / 250)}.${index % 250}` }] },
});
/** A NetworkPolicy that admits nobody. */
export const denying = (namespace: string) => ({
  metadata: { name: 'default-deny-ingress', namespace },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
});
const dnsPod = {
  metadata: { name: 'coredns-0', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: { containers: [{ name: 'coredns' }] },
  status: { phase: 'Running', podIPs: [{ ip: '10.1.9.9' }] },
};

/** A cluster without custom policy APIs: namespaces of 1,000 pods, read in two pages. */
export function largeNamespaces({ path, query }: Seen, response: ServerResponse): void {
  if (path === '/apis') return json(response, { groups: [{ name: 'apps', versions: [{ version: 'v1' }] }] });
  if (path === '/api/v1/namespaces') {
    return json(response, {
      items: ['payments', 'cache', 'kube-system'].map((name) => ({ metadata: { name } })),
    });
  }
  const pods = /^\/api\/v1\/namespaces\/([a-z-]+)\/pods$/.exec(path)?.[1];
  if (pods === 'kube-system') return json(response, { items: [dnsPod] });
  if (pods !== undefined) {
    const from = Number(query.get('continue') ?? 0);
    const app = pods === 'cache' ? 'redis' : 'api';
    const items = Array.from({ length: 500 }, (_, at) =>
      made(pods, from + at < 3 ? app : 'other', from + at),
    );
    return json(response, { metadata: { continue: from === 0 ? '500' : '' }, items });
  }
  const policies = /^\/apis\/networking\.k8s\.io\/v1\/namespaces\/([a-z-]+)\/networkpolicies$/.exec(
    path,
  )?.[1];
  if (policies !== undefined)
    return json(response, { items: policies === 'cache' ? [denying('cache')] : [] });
  if (path === '/api/v1/namespaces/cache/services/redis') {
    return json(response, {
      metadata: { name: 'redis', namespace: 'cache' },
      spec: { selector: { app: 'redis' }, ports: [{ port: 6379, targetPort: 'redis' }] },
    });
  }
  if (path === '/apis/apps/v1/daemonsets')
    return json(response, { items: [{ metadata: { name: 'calico-node' }, spec: {} }] });
  status(response, 404, { reason: 'NotFound' });
}
