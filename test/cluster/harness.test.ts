import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { CUSTOM_KINDS, definition } from './custom-resources.ts';
import type { Manifest } from './manifest.ts';
import { clusterNeeds } from './programs.ts';
import { clusterRole, core, namespace, node, pod, readPods } from './shop.ts';
import { type Cluster, startCluster } from './start-cluster.ts';

const START_MS = 120_000;

describe('a real API server', needs(clusterNeeds()), () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.create([namespace('shop', { team: 'shop' }), node, pod('web')]);
  }, START_MS);
  afterAll(() => cluster?.stop());

  test('answers an administrator, and objects have the statuses that they were created with', async () => {
    const read = await core(cluster).readNamespacedPod({ namespace: 'shop', name: 'web' });
    expect(read.status).toMatchObject({ phase: 'Running', podIP: '10.1.0.7' });
    expect(read.spec?.dnsPolicy).toBe('ClusterFirst');
    const shop = await core(cluster).readNamespace({ name: 'shop' });
    expect(shop.metadata?.labels).toEqual({ team: 'shop', 'kubernetes.io/metadata.name': 'shop' });
    const told = await core(cluster).readNode({ name: 'node-a' });
    expect(told.status?.addresses).toContainEqual({ type: 'InternalIP', address: '192.0.2.10' });
  });

  test('owners are created before what they own, and named as the writer is', async () => {
    const meta = { namespace: 'shop', labels: { app: 'api' } };
    const spec = {
      selector: { matchLabels: { app: 'api' } },
      template: { metadata: meta, spec: pod('x')['spec'] },
    };
    const owner = (kind: string, name: string): object => ({
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name, controller: true }],
    });
    const apps = (kind: string, name: string, owned = {}): Manifest => ({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, ...meta, ...owned },
      spec,
    });
    const member = pod('api-1-x');
    await cluster.create(
      [
        { ...member, metadata: { ...member.metadata, ...owner('ReplicaSet', 'api-1') } },
        apps('ReplicaSet', 'api-1', owner('Deployment', 'api')),
        apps('Deployment', 'api'),
      ],
      { manager: 'argocd-controller' },
    );
    const set = (await cluster.harness.must(
      'GET',
      '/apis/apps/v1/namespaces/shop/replicasets/api-1',
    )) as Manifest;
    const made = await core(cluster).readNamespacedPod({ namespace: 'shop', name: 'api-1-x' });
    expect(made.metadata?.ownerReferences?.[0]).toMatchObject({
      kind: 'ReplicaSet',
      uid: set.metadata['uid'],
    });
    expect(made.metadata?.managedFields?.[0]?.manager).toBe('argocd-controller');
  });

  test('serves kinds that others define', async () => {
    const kinds = Object.values(CUSTOM_KINDS).flat();
    await cluster.create(kinds.map(definition));
    const policy = {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'l7', namespace: 'shop' },
      spec: { endpointSelector: { matchLabels: { app: 'web' } } },
    };
    await cluster.create([policy]);
    const path = '/apis/cilium.io/v2/namespaces/shop/ciliumnetworkpolicies/l7';
    expect(await cluster.harness.must('GET', path)).toMatchObject({ spec: policy.spec });
  });

  test('a reader may do what its roles say, and RBAC refuses the rest', async () => {
    const reader = await cluster.kubeconfigFor([clusterRole('pods-only', readPods)]);
    const api = core(reader);
    expect((await api.listNamespacedPod({ namespace: 'shop' })).items.length).toBeGreaterThan(0);
    const refused = api.listNamespacedService({ namespace: 'shop' });
    await expect(refused).rejects.toMatchObject({ code: 403 });
    await expect(refused).rejects.toThrow(/cannot list resource/);
  });

  test('a Role holds in its namespace only', async () => {
    const role = {
      ...clusterRole('here', readPods),
      kind: 'Role',
      metadata: { name: 'here', namespace: 'shop' },
    };
    const api = core(await cluster.kubeconfigFor([role]));
    await api.listNamespacedPod({ namespace: 'shop' });
    await expect(api.listNamespacedPod({ namespace: 'default' })).rejects.toMatchObject({ code: 403 });
  });

  test('every request is written down with who asked what', async () => {
    const reader = await cluster.kubeconfigFor([clusterRole('counted', readPods)]);
    expect(await cluster.requests(reader.user)).toEqual([]);
    await core(reader).listNamespacedPod({ namespace: 'shop', limit: 1 });
    await core(reader).readNamespacedPod({ namespace: 'shop', name: 'web' });
    expect(await cluster.requests(reader.user)).toMatchObject([
      { verb: 'list', resource: 'pods', namespace: 'shop', user: reader.user },
      { verb: 'get', resource: 'pods', namespace: 'shop', name: 'web' },
    ]);
  });
});
