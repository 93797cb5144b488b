import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resources } from '../../src/core/kubernetes/resources.ts';
import type { Kubernetes } from '../../src/core/world/kubernetes.ts';
import { liveKubernetes } from '../../src/world/kubernetes/live-kubernetes.ts';
import { needs } from '../needs.ts';
import { CUSTOM_KINDS, definition } from './custom-resources.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import { clusterNeeds, containerNeeds } from './programs.ts';
import { clusterRole, namespace, node, pod, readPods } from './shop.ts';
import { type Cluster, type Reader, startCluster } from './start-cluster.ts';

const START_MS = 120_000;
/** Groups that every API server has. */
const BUILT_IN: readonly string[] = ['', 'apps', 'batch', 'discovery.k8s.io', 'networking.k8s.io'];
const MANY = 510; // A page is 500.
/** A ConfigMap may hold anything: those of CoreDNS are read by their names, and never a list. */
const LISTED = Object.entries(resources).filter(([name]) => name !== 'configMaps');
const never = new AbortController().signal;
const inShop = { resource: resources.pods, namespace: 'shop' };

describe('what the reader makes of a real API server', needs(clusterNeeds()), () => {
  let cluster: Cluster;
  let reader: Reader;
  let kubernetes: Kubernetes;

  beforeAll(async () => {
    cluster = await startCluster();
    const members = Array.from({ length: MANY }, (_, i) => pod(`web-${i}`));
    await cluster.create([namespace('shop'), node, ...members]);
    reader = await cluster.kubeconfigFor(await layerwalkRoles('without exec'));
    kubernetes = liveKubernetes({ kubeconfig: reader.kubeconfig, env: {} });
  }, START_MS);
  afterAll(() => cluster?.stop());

  test('pods come in pages, with their statuses, and every request is counted', async () => {
    const before = (await cluster.requests(reader.user)).length;
    const answer = await kubernetes.list(inShop, never);
    const asked = (await cluster.requests(reader.user)).slice(before);
    expect(answer).toMatchObject({ status: 'ok', requests: asked.length });
    if (answer.status !== 'ok') return;
    expect(answer.objects).toHaveLength(MANY);
    expect(new Set(answer.objects.map(({ metadata }) => metadata.name)).size).toBe(MANY);
    expect(answer.objects[0]).toMatchObject({ status: { phase: 'Running', podIP: '10.1.0.7' } });
    expect(asked.map(({ verb, resource }) => `${verb} ${resource}`)).toEqual(['list pods', 'list pods']);
  });

  test('selectors are the API server’s', async () => {
    const byLabel = await kubernetes.list({ ...inShop, labelSelector: 'app=web-7' }, never);
    expect(byLabel).toMatchObject({ status: 'ok', objects: [{ metadata: { name: 'web-7' } }], requests: 1 });
    const byField = await kubernetes.list({ ...inShop, fieldSelector: 'status.podIP=10.1.0.8' }, never);
    expect(byField).toMatchObject({ status: 'ok', objects: [] });
  });

  test('one object, or that there is none', async () => {
    expect(await kubernetes.get({ ...inShop, name: 'web-1' }, never)).toMatchObject({ status: 'ok' });
    const absent = await kubernetes.get({ ...inShop, name: 'db' }, never);
    expect(absent).toMatchObject({ status: 'failed', reason: 'not-found' });
  });

  test('the role of deploy/rbac.yaml is enough for all that is read, and no API is no refusal', async () => {
    const outcomes = async (): Promise<Record<string, string>> => {
      // As each call has a signal of its own.
      const { signal } = new AbortController();
      const every = LISTED.map(async ([name, resource]) => {
        const answer = await kubernetes.list({ resource, limit: 1 }, signal);
        return [name, answer.status === 'ok' ? 'ok' : answer.reason] as const;
      });
      return Object.fromEntries(await Promise.all(every));
    };
    const custom = LISTED.flatMap(([name, { group }]) => (BUILT_IN.includes(group) ? [] : name));
    const first = Object.entries(await outcomes());
    for (const [name, outcome] of first)
      expect([name, outcome]).toEqual([name, custom.includes(name) ? 'no-such-api' : 'ok']);
    await cluster.create(Object.values(CUSTOM_KINDS).flat().map(definition));
    expect(new Set(Object.values(await outcomes()))).toEqual(new Set(['ok']));
  });

  test('of the ConfigMaps only a Corefile’s may be read', async () => {
    const inSystem = { resource: resources.configMaps, namespace: 'kube-system' };
    const corefile = await kubernetes.get({ ...inSystem, name: 'coredns' }, never);
    expect(corefile).toMatchObject({ status: 'failed', reason: 'not-found' });
    const other = await kubernetes.get({ ...inSystem, name: 'kube-root-ca.crt' }, never);
    expect(other).toMatchObject({ status: 'failed', reason: 'refused' });
    expect(await kubernetes.list(inSystem, never)).toMatchObject({ status: 'failed', reason: 'refused' });
  });

  test('a refusal names the rule that is missing', async () => {
    const { kubeconfig } = await cluster.kubeconfigFor([clusterRole('few', readPods)]);
    const refused = await liveKubernetes({ kubeconfig, env: {} }).list(
      { resource: resources.networkPolicies, namespace: 'shop' },
      never,
    );
    expect(refused).toMatchObject({
      reason: 'forbidden',
      needs: {
        verb: 'list',
        apiGroup: 'networking.k8s.io',
        resource: 'networkpolicies',
        namespace: 'shop',
      },
    });
  });

  test('a token whose account is gone is told from a refusal', async () => {
    const { kubeconfig, user } = await cluster.kubeconfigFor([]);
    const [, , readers, name] = user.split(':');
    await cluster.harness.must('DELETE', `/api/v1/namespaces/${readers}/serviceaccounts/${name}`);
    const answer = await liveKubernetes({ kubeconfig, env: {} }).list(inShop, never);
    expect(answer).toMatchObject({ reason: 'unauthorized' });
  });

  test('nothing but get and list was asked', async () => {
    const verbs = (await cluster.requests(reader.user)).map(({ verb }) => verb);
    expect(new Set(verbs)).toEqual(new Set(['get', 'list']));
  });
});

describe('logs of a real API server', needs(containerNeeds()), () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.create([namespace('shop'), node, pod('web')]);
    const logs = Array.from({ length: 500 }, (_, i) => `line ${i}`);
    cluster.place({
      namespace: 'shop',
      pod: 'web',
      name: 'main',
      programs: [],
      logs,
      previousLogs: ['panic: no'],
    });
  }, START_MS);
  afterAll(() => cluster?.stop());

  test('the last lines, of now and of before the restart', async () => {
    const { kubeconfig } = await cluster.kubeconfigFor(await layerwalkRoles('without exec'));
    const kubernetes = liveKubernetes({ kubeconfig, env: {} });
    const query = { namespace: 'shop', pod: 'web', container: 'main', tailLines: 3 };
    expect(await kubernetes.logs(query, never)).toMatchObject({
      lines: ['line 497', 'line 498', 'line 499'],
    });
    expect(await kubernetes.logs({ ...query, previous: true }, never)).toMatchObject({
      lines: ['panic: no'],
    });
  });
});
