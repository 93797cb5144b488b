import { describe, expect, test } from 'vitest';
import { live } from '../../src/core/steps.ts';
import type { Context } from '../../src/core/tool.ts';
import { noKubernetes } from '../../src/core/world/no-kubernetes.ts';
import type { Kubernetes } from '../../src/core/world/kubernetes.ts';
import { serviceAudit } from '../../src/tools/service-audit/tool.ts';
import { layerwalk } from '../cli/program.ts';
import { stubVantage, stubWorld } from '../protocol/stub-world.ts';
import { temporaryFolder } from '../servers/kubernetes-api.ts';
import { type ApiObject, objectApi } from '../servers/kubernetes-objects.ts';

const contextOf = (kubernetes: Kubernetes, signal = new AbortController().signal): Context => ({
  world: { ...stubWorld, kubernetes, vantage: async () => stubVantage },
  signal,
  steps: live,
  progress: () => undefined,
});
const ask = (kubernetes: Kubernetes, input: object = {}) =>
  serviceAudit.run(contextOf(kubernetes), serviceAudit.input.parse({ service: 'cache/redis', ...input }));

const at = (name: string, namespace = 'cache', labels: Record<string, string> = {}) => ({
  name,
  namespace,
  labels,
});
const service = (spec: object = {}): ApiObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: at('redis'),
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.9',
    selector: { app: 'redis' },
    ports: [{ port: 6379 }],
    ...spec,
  },
});
const pod = (name: string, app: string, more: object = {}): ApiObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: at(name, 'cache', { app }),
  spec: { nodeName: 'n1', containers: [{ name: 'redis', ports: [{ containerPort: 6379 }] }] },
  status: { phase: 'Running', podIPs: [{ ip: '10.1.0.5' }], conditions: [{ type: 'Ready', status: 'True' }] },
  ...more,
});
const slice = (...pods: string[]): ApiObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: at('redis-x', 'cache', { 'kubernetes.io/service-name': 'redis' }),
  addressType: 'IPv4',
  ports: [{ name: '', protocol: 'TCP', port: 6379 }],
  endpoints: pods.map((name) => ({
    addresses: ['10.1.0.5'],
    conditions: { ready: true },
    nodeName: 'n1',
    targetRef: { kind: 'Pod', name },
  })),
});
const namespace: ApiObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'cache' } };
const other = (name: string): ApiObject => ({
  ...pod(name, 'web'),
  metadata: at(name, 'shop', { app: 'web' }),
});

describe('over an API', () => {
  test('a healthy Service takes three requests, however large the rest of the cluster is', async () => {
    const rest = Array.from({ length: 50 }, (_, i) => other(`web-${i}`));
    await using api = await objectApi([
      namespace,
      service(),
      pod('redis-0', 'redis'),
      slice('redis-0'),
      ...rest,
    ]);
    const finding = await ask(api.kubernetes, { port: 6379 });
    expect(finding).toMatchObject({
      status: 'pass',
      connectionsMade: 0,
      vantage: { kind: 'none', name: 'api-server', context: 'one' },
    });
    expect(finding.notes[0]).toBe('3 requests to the API server.');
    expect(api.seen.map(({ path }) => path).toSorted()).toEqual([
      '/api/v1/namespaces/cache/pods',
      '/api/v1/namespaces/cache/services/redis',
      '/apis/discovery.k8s.io/v1/namespaces/cache/endpointslices',
    ]);
  });

  test('only a Service that is not there is looked for in other namespaces', async () => {
    const elsewhere = { ...service(), metadata: at('redis', 'data') };
    await using api = await objectApi([namespace, elsewhere]);
    const finding = await ask(api.kubernetes);
    expect(finding.checks).toMatchObject([{ status: 'fail', code: 'service.missing' }]);
    expect(finding.checks[0]?.evidence).toContain('Services of that name elsewhere: data/redis');
    const wide = api.seen.filter(({ path }) => path === '/api/v1/services');
    expect(wide.map(({ query }) => query.get('fieldSelector'))).toEqual(['metadata.name=redis']);
  });

  test('a selector that matches no pod is explained by the nearest pod', async () => {
    await using api = await objectApi([namespace, service(), pod('redis-0', 'redis-v2'), slice()]);
    const [check] = (await ask(api.kubernetes)).checks;
    expect(check).toMatchObject({
      code: 'service.no-endpoints',
      summary: 'The selector of cache/redis matches no pod: pod redis-0 has app=redis-v2, not app=redis',
      fix: {
        command: `kubectl -n cache patch service redis --type=merge -p '{"spec":{"selector":{"app":"redis-v2"}}}'`,
      },
    });
  });

  test('events are asked for only of pods that are not ready', async () => {
    const down = pod('redis-0', 'redis', {
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
    });
    await using api = await objectApi([namespace, service(), down, slice()]);
    expect((await ask(api.kubernetes)).checks).toMatchObject([{ status: 'fail', code: 'service.not-ready' }]);
    const asked = api.seen.filter(({ path }) => path.endsWith('/events'));
    expect(asked.map(({ query }) => query.get('fieldSelector'))).toEqual([
      'involvedObject.kind=Pod,involvedObject.name=redis-0',
    ]);
  });

  test('what may not be read is unknown and names the rule, and the rest is judged', async () => {
    await using api = await objectApi([namespace, service(), slice('redis-0')], ['pods']);
    expect((await ask(api.kubernetes)).status).toBe('pass');
    await using blind = await objectApi([namespace, service(), slice()], ['pods']);
    expect((await ask(blind.kubernetes)).checks).toMatchObject([
      { status: 'unknown', code: null, fix: { verify: 'kubectl auth can-i list pods -n cache' } },
    ]);
  });

  test('the source’s node decides where traffic stays on a node', async () => {
    const api1 = { ...other('api-1'), spec: { nodeName: 'n2', containers: [] } };
    const deployment: ApiObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: at('web', 'shop'),
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: {}, spec: { containers: [] } },
      },
    };
    const local = service({ internalTrafficPolicy: 'Local' });
    await using api = await objectApi([
      namespace,
      local,
      pod('redis-0', 'redis'),
      slice('redis-0'),
      api1,
      other('api-2'),
      deployment,
    ]);
    const codes = async (source: string) =>
      (await ask(api.kubernetes, { source })).checks.flatMap(({ status, code }) =>
        code === null ? [] : [`${status} ${code}`],
      );
    expect(await codes('shop/api-1')).toEqual(['fail service.local-policy']);
    expect(await codes('shop/api-2')).toEqual([]);
    expect(await codes('shop/deploy/web')).toEqual(['warn service.local-policy']);
    expect(await codes('node/n1')).toEqual([]);
  });
});

test('without a cluster the answer is unknown and says how to give one', async () => {
  expect(await ask(noKubernetes('no-cluster'))).toMatchObject({
    status: 'unknown',
    checks: [{ fix: { summary: expect.stringContaining('--kubeconfig') } }],
  });
});

test.for(['redis', 'cache/pod/redis', 'cache/Redis', 'a/b/c/d', 'cache/redis.x', '--x/y'])(
  '%s is no Service',
  (text) => {
    expect(serviceAudit.input.safeParse({ service: text }).success).toBe(false);
  },
);

test.for([
  'cache/redis',
  'cache/svc/redis',
  'redis.cache',
  'redis.cache.svc',
  'redis.cache.svc.cluster.local.',
])('%s is one', (text) => {
  const input = serviceAudit.input.parse({ service: text });
  expect(input['service']).toBe(text);
});

describe('the command', () => {
  const manifests = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [service(), { ...pod('redis-0', 'reddis'), status: undefined }],
  });

  test('answers from manifests, with the exit status of the finding', async () => {
    await using folder = await temporaryFolder();
    await folder.write('all.json', manifests);
    await folder.write('broken.yaml', 'kind: [');
    const run = await layerwalk(['service-audit', 'cache/redis', '--manifests', folder.path, '--json']);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      tool: 'service_audit',
      vantage: { kind: 'none', name: 'manifests' },
      checks: [{ code: 'service.no-endpoints' }],
      notes: expect.arrayContaining(['Not read of the manifests: broken.yaml:1: it is not YAML.']),
    });
  });

  test('replays what it recorded, with no cluster', async () => {
    await using folder = await temporaryFolder();
    await using api = await objectApi([namespace, service(), pod('redis-0', 'redis'), slice('redis-0')]);
    const file = await folder.kubeconfig({ server: `http://127.0.0.1:${api.port}` });
    const recording = `${folder.path}/case.json`;
    const first = await layerwalk([
      'service-audit',
      'cache/redis',
      '--kubeconfig',
      file,
      '--record',
      recording,
      '--json',
    ]);
    const again = await layerwalk(['service-audit', 'cache/redis', '--replay', recording, '--json']);
    expect(first.status).toBe(0);
    expect(again.stdout).toBe(first.stdout);
  });
});
