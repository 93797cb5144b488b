import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { live } from '../../src/core/steps.ts';
import type { Context } from '../../src/core/tool.ts';
import type { Finding } from '../../src/core/finding.ts';
import { serviceAudit } from '../../src/tools/service-audit/tool.ts';
import { liveKubernetes } from '../../src/world/kubernetes/live-kubernetes.ts';
import { needs } from '../needs.ts';
import { stubVantage, stubWorld } from '../protocol/stub-world.ts';
import { CUSTOM_KINDS, definition } from './custom-resources.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import type { Manifest } from './manifest.ts';
import { clusterNeeds } from './programs.ts';
import { clusterRole, namespace, node } from './shop.ts';
import { type Cluster, type Reader, startCluster } from './start-cluster.ts';

const START_MS = 120_000;

const service = (inside: string, spec: object): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'redis', namespace: inside },
  spec: { selector: { app: 'redis' }, ports: [{ port: 6379 }], ...spec },
});
const pod = (inside: string, app: string, more: { ready?: boolean; node?: string; name?: string } = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: more.name ?? 'redis-0', namespace: inside, labels: { app } },
  spec: {
    nodeName: more.node ?? 'node-a',
    containers: [
      {
        name: 'redis',
        image: 'example.test/redis:8',
        ports: [{ containerPort: 6379 }],
        readinessProbe: { tcpSocket: { port: 6379 } },
      },
    ],
  },
  status: {
    phase: 'Running',
    podIP: '10.1.0.5',
    podIPs: [{ ip: '10.1.0.5' }],
    conditions: [{ type: 'Ready', status: more.ready === false ? 'False' : 'True' }],
    containerStatuses: [
      {
        name: 'redis',
        ready: more.ready !== false,
        restartCount: 0,
        image: 'x',
        imageID: 'x',
        state: { running: {} },
      },
    ],
  },
});
const slice = (
  inside: string,
  endpoints: object[],
  ports: object[] = [{ name: '', protocol: 'TCP', port: 6379 }],
): Manifest => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'redis-x', namespace: inside, labels: { 'kubernetes.io/service-name': 'redis' } },
  addressType: 'IPv4',
  endpoints,
  ports,
});
const endpoint = (ready: boolean): object => ({
  addresses: ['10.1.0.5'],
  conditions: { ready, serving: ready, terminating: false },
  nodeName: 'node-a',
  targetRef: { kind: 'Pod', name: 'redis-0' },
});
const unhealthy = (inside: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'redis-0.1', namespace: inside },
  involvedObject: { kind: 'Pod', name: 'redis-0', namespace: inside },
  reason: 'Unhealthy',
  message: 'Readiness probe failed: dial tcp 10.1.0.5:6379: connect: connection refused',
  type: 'Warning',
  lastTimestamp: '2026-11-23T14:30:00Z',
});

const ingress = (inside: string, host: string): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'shop', namespace: inside },
  spec: {
    ingressClassName: 'example',
    rules: [
      {
        host,
        http: {
          paths: [
            {
              path: '/cart',
              pathType: 'Prefix',
              backend: { service: { name: 'redis', port: { number: 6379 } } },
            },
          ],
        },
      },
    ],
  },
  status: { loadBalancer: { ingress: [{ ip: '203.0.113.20' }] } },
});
const route = (inside: string, accepted: 'True' | 'False'): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'shop', namespace: inside },
  spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'redis', port: 6379 }] }] },
  status: {
    parents: [
      {
        parentRef: { name: 'public' },
        conditions: [{ type: 'Accepted', status: accepted, reason: 'NotAllowedByListeners' }],
      },
    ],
  },
});
const gateway = (inside: string): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'public', namespace: inside },
  spec: { gatewayClassName: 'example', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  status: { conditions: [{ type: 'Programmed', status: 'True' }] },
});

/** A namespace a code: what is in it, what else is asked, and what must come out. */
const scenes: Record<string, { objects: (inside: string) => Manifest[]; input?: object; codes: string[] }> = {
  healthy: { objects: (n) => [service(n, {}), pod(n, 'redis'), slice(n, [endpoint(true)])], codes: [] },
  missing: { objects: (n) => [pod(n, 'redis')], codes: ['fail service.missing'] },
  'no-endpoints': {
    objects: (n) => [service(n, {}), pod(n, 'redis-v2'), slice(n, [])],
    codes: ['fail service.no-endpoints'],
  },
  'not-ready': {
    objects: (n) => [
      service(n, {}),
      pod(n, 'redis', { ready: false }),
      slice(n, [endpoint(false)]),
      unhealthy(n),
    ],
    codes: ['fail service.not-ready'],
  },
  'target-port': {
    objects: (n) => [
      service(n, { ports: [{ port: 6379, targetPort: 6380 }] }),
      pod(n, 'redis'),
      slice(n, [endpoint(true)], [{ name: '', protocol: 'TCP', port: 6380 }]),
    ],
    codes: ['warn service.target-port'],
  },
  'named-port-missing': {
    objects: (n) => [
      service(n, { ports: [{ port: 6379, targetPort: 'tcp-redis' }] }),
      pod(n, 'redis'),
      slice(n, [endpoint(true)], []),
    ],
    codes: ['fail service.named-port-missing'],
  },
  'port-not-listed': {
    objects: (n) => [service(n, {}), pod(n, 'redis'), slice(n, [endpoint(true)])],
    input: { port: 6380 },
    codes: ['fail service.port-not-listed'],
  },
  'local-policy': {
    objects: (n) => [
      service(n, { internalTrafficPolicy: 'Local' }),
      pod(n, 'redis'),
      slice(n, [endpoint(true)]),
      pod(n, 'api', { name: 'api-0', node: 'node-b' }),
    ],
    input: { source: 'local-policy/api-0' },
    codes: ['fail service.local-policy'],
  },
  'ingress-no-route': {
    objects: (n) => [service(n, {}), pod(n, 'redis'), slice(n, [endpoint(true)]), ingress(n, 'shop.example')],
    input: { service: 'ingress-no-route/ing/shop', url: 'https://www.example/cart' },
    codes: ['fail ingress.no-route'],
  },
  'ingress-backend': {
    objects: (n) => [service(n, {}), slice(n, []), ingress(n, 'cart.example')],
    input: { service: 'ingress-backend/ing/shop', url: 'https://cart.example/cart/1' },
    codes: ['fail ingress.backend', 'fail service.no-endpoints'],
  },
  'route-healthy': {
    objects: (n) => [
      service(n, {}),
      pod(n, 'redis'),
      slice(n, [endpoint(true)]),
      gateway(n),
      route(n, 'True'),
    ],
    input: { service: 'route-healthy/httproute/shop', url: 'https://any.example/' },
    codes: [],
  },
  'route-refused': {
    objects: (n) => [
      service(n, {}),
      pod(n, 'redis'),
      slice(n, [endpoint(true)]),
      gateway(n),
      route(n, 'False'),
    ],
    input: { service: 'route-refused/httproute/shop', url: 'https://any.example/' },
    codes: ['fail ingress.no-route'],
  },
  mesh: {
    objects: (n) => {
      const redis = pod(n, 'redis');
      const containers = [...redis.spec.containers, { name: 'istio-proxy', image: 'example.test/proxy:1' }];
      return [
        service(n, {}),
        { ...redis, spec: { ...redis.spec, containers } },
        slice(n, [endpoint(true)]),
        pod(n, 'api', { name: 'api-0' }),
        {
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: { name: 'default', namespace: n },
          spec: { mtls: { mode: 'STRICT' } },
        },
      ];
    },
    input: { source: 'mesh/api-0' },
    codes: ['fail mesh.mtls-mismatch'],
  },
  'external-name': {
    objects: (n) => [
      service(n, { type: 'ExternalName', externalName: '10.20.30.40', selector: null, ports: null }),
    ],
    codes: ['fail service.external-name'],
  },
};

describe(
  'service_audit of a real API server, with the role of deploy/rbac.yaml',
  needs(clusterNeeds()),
  () => {
    let cluster: Cluster;
    let reader: Reader;

    beforeAll(async () => {
      cluster = await startCluster();
      const other: Manifest = { ...node, metadata: { name: 'node-b' } };
      const all = Object.entries(scenes).flatMap(([name, { objects }]) => [
        namespace(name),
        ...objects(name),
      ]);
      await cluster.create([
        ...[...CUSTOM_KINDS.gateway, ...CUSTOM_KINDS.istio].map(definition),
        node,
        other,
        ...all,
      ]);
      reader = await cluster.kubeconfigFor(await layerwalkRoles('without exec'));
    }, START_MS);
    afterAll(() => cluster?.stop());

    const ask = (kubeconfig: string, input: object): Promise<Finding> => {
      const context: Context = {
        world: {
          ...stubWorld,
          kubernetes: liveKubernetes({ kubeconfig, env: {} }),
          vantage: async () => stubVantage,
        },
        signal: new AbortController().signal,
        steps: live,
        progress: () => undefined,
      };
      return serviceAudit.run(context, serviceAudit.input.parse(input));
    };

    test.for(Object.entries(scenes))('%s', async ([name, { input, codes }]) => {
      const finding = await ask(reader.kubeconfig, { service: `${name}/redis`, ...input });
      const found = finding.checks.flatMap(({ status, code }) =>
        code === null ? [] : [`${status} ${code}`],
      );
      expect(found).toEqual(codes);
      expect(finding.checks.filter(({ status }) => status === 'unknown')).toEqual([]);
    });

    test('why a probe fails is quoted from the events', async () => {
      const [check] = (await ask(reader.kubeconfig, { service: 'not-ready/redis' })).checks;
      expect(check?.untrusted?.[0]?.text).toContain('connection refused');
    });

    test('who may read nothing is told the rule, and nobody is blamed', async () => {
      const nobody = await cluster.kubeconfigFor([clusterRole('nothing')]);
      expect(await ask(nobody.kubeconfig, { service: 'healthy/redis' })).toMatchObject({
        status: 'unknown',
        checks: [{ code: null, fix: { verify: 'kubectl auth can-i get services -n healthy' } }],
      });
    });

    test('who may not read pods learns what the endpoints say', async () => {
      const rules = [
        { apiGroups: [''], resources: ['services'], verbs: ['get', 'list'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list'] },
      ];
      const few = await cluster.kubeconfigFor([clusterRole('services-only', ...rules)]);
      expect((await ask(few.kubeconfig, { service: 'healthy/redis' })).status).toBe('pass');
      expect(await ask(few.kubeconfig, { service: 'no-endpoints/redis' })).toMatchObject({
        status: 'unknown',
        checks: [{ fix: { verify: 'kubectl auth can-i list pods -n no-endpoints' } }],
      });
    });

    test('a question takes as many requests as its finding says', async () => {
      const before = (await cluster.requests(reader.user)).length;
      const { notes } = await ask(reader.kubeconfig, { service: 'healthy/redis' });
      const sent = (await cluster.requests(reader.user)).length - before;
      expect(sent).toBeLessThanOrEqual(15);
      expect(notes).toContain(`${sent} requests to the API server.`);
    });
  },
);
