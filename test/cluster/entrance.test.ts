import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { live } from '../../src/core/steps.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { needs } from '../needs.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import type { Manifest } from './manifest.ts';
import { clusterNeeds } from './programs.ts';
import { clusterRole, namespace, node, readPods } from './shop.ts';
import { type Cluster, type Reader, startCluster } from './start-cluster.ts';

const START_MS = 120_000;

const pod = (inside: string, name: string, labels: object, podIP: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: inside, labels },
  spec: {
    nodeName: 'node-a',
    containers: [{ name: 'main', image: 'example.test/main:1', ports: [{ containerPort: 8080 }] }],
  },
  status: {
    phase: 'Running',
    podIP,
    podIPs: [{ ip: podIP }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

const service = (inside: string, name: string, selector: object, more: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: inside },
  spec: { selector, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  ...more,
});

const slice = (inside: string, name: string, address: string): Manifest => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: `${name}-x`, namespace: inside, labels: { 'kubernetes.io/service-name': name } },
  addressType: 'IPv4',
  endpoints: [
    {
      addresses: [address],
      conditions: { ready: true },
      targetRef: { kind: 'Pod', name, namespace: inside },
    },
  ],
  ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
});

const path = (prefix: string, to: string): object => ({
  path: prefix,
  pathType: 'Prefix',
  backend: { service: { name: to, port: { name: 'http' } } },
});

/** The host is this machine's, so that a server of the test stands for the controller. */
const ENTRANCE: Manifest[] = [
  namespace('shop'),
  namespace('locked'),
  namespace('ingress-nginx'),
  node,
  pod('ingress-nginx', 'controller-0', { app: 'controller' }, '10.1.0.9'),
  service(
    'ingress-nginx',
    'controller',
    { app: 'controller' },
    {
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'controller' },
        ports: [{ name: 'http', port: 80 }],
      },
      status: { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } },
    },
  ),
  ...['shop', 'locked'].map((inside): Manifest => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: inside },
    spec: {
      rules: [
        {
          host: 'localhost',
          http: {
            paths:
              inside === 'shop'
                ? [path('/cart', 'cart'), path('/empty', 'empty')]
                : [path('/locked', 'cart')],
          },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } },
  })),
  ...['shop', 'locked'].flatMap((inside, index) => [
    pod(inside, 'cart', { app: 'cart' }, `10.1.${index}.5`),
    service(inside, 'cart', { app: 'cart' }),
    slice(inside, 'cart', `10.1.${index}.5`),
  ]),
  service('shop', 'empty', { app: 'cart-v2' }),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace: 'locked' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  },
];

describe('a walk through the entrance of a cluster', { ...needs(clusterNeeds()), timeout: 60_000 }, () => {
  let cluster: Cluster;
  let reader: Reader;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(Number(new URL(request.url ?? '/', 'http://x').searchParams.get('status')));
      response.end('as asked\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    cluster = await startCluster();
    await cluster.create(ENTRANCE);
    reader = await cluster.kubeconfigFor(await layerwalkRoles('without exec'));
  }, START_MS);
  afterAll(async () => {
    server?.close();
    await cluster?.stop();
  });

  async function ask(asked: string, { kubeconfig } = reader, more: object = {}): Promise<Report> {
    const world = await openWorld({ kubeconfig });
    const context = { world, signal: new AbortController().signal, steps: live, progress: () => undefined };
    const target = `http://localhost:${port}${asked}`;
    return diagnose.run(context, diagnose.input.parse({ target, source: 'local', ...more }));
  }

  const codes = ({ legs }: Report): string[][] =>
    legs.map(({ rows }) =>
      rows.flatMap(({ status, code }) => (code !== null && status === 'fail' ? [code] : [])),
    );

  test('502, 503 and 504 of a backend without pods: the next leg says why', async () => {
    for (const status of [502, 503, 504]) {
      const report = await ask(`/empty?status=${status}`);
      expect(report.verdict).toMatchObject({
        status: 'fail',
        code: 'ingress.backend',
        layer: 'service',
        surfacedAt: 'app',
        claim: 'proven',
      });
      expect(codes(report)[1]).toEqual(['service.no-endpoints']);
      expect(report.legs[1]).toMatchObject({
        from: 'Ingress shop/web, pod ingress-nginx/controller-0',
        to: 'Service shop/empty:80',
      });
    }
  });

  test('a policy that keeps the controller’s pods out is judged by their labels and namespace', async () => {
    const report = await ask('/locked?status=504');
    expect(report.verdict).toMatchObject({ code: 'ingress.backend', claim: 'proven' });
    expect(codes(report)[1]).toEqual(['policy.ingress-denied']);
    expect(report.fixes[0]?.manifest).toContain('kubernetes.io/metadata.name: ingress-nginx');
  });

  test('a backend in which nothing is wrong is not blamed', async () => {
    const report = await ask('/cart?status=504');
    expect(report.verdict).toMatchObject({ status: 'fail', code: 'app.bad-gateway', layer: 'app' });
    expect(report.legs).toHaveLength(2);
    expect(report.fixes[0]?.command).toBe(
      'kubectl -n ingress-nginx logs controller-0 --since=10m --tail=100',
    );
  });

  test('404 of a path that no rule has', async () => {
    const report = await ask('/other?status=404');
    expect(report.verdict).toMatchObject({ code: 'ingress.no-route', layer: 'service', surfacedAt: 'app' });
    expect(report.legs).toHaveLength(1);
  });

  test('404 of the application behind a rule that fits', async () => {
    const report = await ask('/cart?status=404');
    expect(report.verdict).toMatchObject({ status: 'warn', code: null });
    expect(codes(report)).toEqual([[], []]);
  });

  test('an answer needs no further leg, and no list; `all` asks for it, and the answer outweighs what is written', async () => {
    const before = (await cluster.requests(reader.user)).length;
    const plain = await ask('/empty?status=200');
    expect(plain.verdict.status).toBe('pass');
    expect((await cluster.requests(reader.user)).length).toBe(before);
    const all = await ask('/empty?status=200', reader, { all: true });
    expect(all.verdict).toMatchObject({ status: 'warn', code: null });
    expect(all.legs[1]?.rows).toContainEqual(
      expect.objectContaining({ code: 'service.no-endpoints', status: 'warn' }),
    );
  });

  test('what may not be listed is a note, and the requests are few', async () => {
    const blind = await cluster.kubeconfigFor([clusterRole('pods-only', readPods)]);
    const report = await ask('/empty?status=504', blind);
    expect(report.verdict).toMatchObject({ code: 'app.bad-gateway' });
    expect(report.notes.join()).toContain('takes this host could not be seen');
    const before = (await cluster.requests(reader.user)).length;
    await ask('/locked?status=504');
    expect((await cluster.requests(reader.user)).length - before).toBeLessThanOrEqual(30);
  });
});
