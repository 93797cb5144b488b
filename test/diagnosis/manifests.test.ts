import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { live } from '../../src/core/steps.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { renderAnswer } from '../../src/diagnosis/index.ts';
import { openWorld } from '../../src/world/open-world.ts';

const REDIS = join(import.meta.dirname, 'manifests', 'redis.yaml');

async function walk(target: string, source: string, ...more: string[]): Promise<Report> {
  const world = await openWorld({ manifests: [REDIS, ...more] });
  const context = { world, signal: new AbortController().signal, steps: live, progress: () => undefined };
  return diagnose.run(context, diagnose.input.parse({ target, source }));
}

const statuses = ({ legs }: Report) =>
  Object.fromEntries(legs.flatMap(({ rows }) => rows.map(({ layer, status }) => [layer, status])));

/** A further document in a folder of its own. */
async function document(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwalk-manifests-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'more.yaml'), text);
  return folder;
}

test.each(['redis.cache.svc.cluster.local:6379', 'redis.cache:6379', 'cache/svc/redis:6379'])(
  'a default deny with a rule that wants another label, asked as %s',
  async (target) => {
    const report = await walk(target, 'payments/deploy/api');
    expect(report.verdict).toMatchObject({
      status: 'fail',
      layer: 'policy',
      code: 'policy.label-drift',
      surfacedAt: 'tcp',
      claim: 'modelled',
    });
    expect(statuses(report)).toMatchObject({
      service: 'pass',
      policy: 'fail',
      tcp: 'skipped',
      app: 'skipped',
    });
    expect(report.connectionsMade).toBe(0);
    expect(report.fixes[0]).toMatchObject({
      verified: 'simulated',
      undo: 'kubectl -n cache delete networkpolicy allow-payments-api-to-redis',
    });
  },
);

test('the fix, applied as it is printed, opens the way', async () => {
  const broken = await walk('redis.cache:6379', 'payments/deploy/api');
  const text = renderAnswer(broken, { style: 'text', width: 80 });
  const [, printed = ''] = /^kubectl apply -f - <<'EOF'\n(.*?)^EOF$/ms.exec(text) ?? [];
  const mended = await walk('redis.cache:6379', 'payments/deploy/api', await document(printed));
  expect(mended.verdict).toMatchObject({ status: 'pass', claim: 'modelled' });
});

test('who has the label that the rule wants passes, by the model alone', async () => {
  const report = await walk('redis.cache:6379', 'payments/deploy/web');
  expect(report.verdict).toMatchObject({ status: 'pass', code: null, claim: 'modelled' });
  expect(report.verdict.sentence).toContain('nothing was sent');
});

test('an egress deny that forgets DNS is felt at dns, and is the verdict', async () => {
  const folder = await document(
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: only-redis, namespace: payments }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ to: [{ namespaceSelector: {} , podSelector: { matchLabels: { app: redis } } }] }]
---
apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system }
spec:
  selector: { k8s-app: kube-dns }
  ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53, protocol: TCP }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system }
spec:
  replicas: 2
  selector: { matchLabels: { k8s-app: kube-dns } }
  template:
    metadata: { labels: { k8s-app: kube-dns } }
    spec: { containers: [{ name: coredns, image: 'coredns:1' }] }
`,
  );
  const report = await walk('redis.cache:6379', 'payments/deploy/web', folder);
  expect(report.verdict).toMatchObject({
    code: 'policy.egress-dns-denied',
    layer: 'policy',
    surfacedAt: 'dns',
  });
});

test.each([
  ['forgets DNS: not known where no manifest says where that is', '', 'unknown'],
  ['admits DNS where it usually is', ', { ports: [{ port: 53, protocol: UDP }] }', 'pass'],
])('an egress deny that %s', async (_, more, status) => {
  const folder = await document(
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: only-redis, namespace: payments }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ to: [{ namespaceSelector: {} , podSelector: { matchLabels: { app: redis } } }] }${more}]
`,
  );
  const { verdict } = await walk('redis.cache:6379', 'payments/deploy/web', folder);
  expect(verdict).toMatchObject({ status, code: null });
  expect(verdict.sentence.includes("the cluster's DNS is not among what was read")).toBe(
    status === 'unknown',
  );
});

test('a port that the Service does not have', async () => {
  const report = await walk('redis.cache.svc:6380', 'payments/deploy/web');
  expect(report.verdict).toMatchObject({
    layer: 'service',
    code: 'service.port-not-listed',
    surfacedAt: 'tcp',
  });
});

test('a Service that the manifests do not hold is not called missing', async () => {
  const report = await walk('rediss.cache.svc:6379', 'payments/deploy/api');
  expect(report.verdict).toMatchObject({ status: 'unknown', code: null });
});

test('a public name of two labels is none of the cluster’s', async () => {
  const report = await walk('example.com:443', 'payments/deploy/api');
  expect(report.verdict).toMatchObject({ status: 'unknown', code: null });
  expect(statuses(report)).toMatchObject({ service: 'skipped', policy: 'skipped' });
});

const dnsRow = ({ legs }: Report) => legs.flatMap(({ rows }) => rows).find(({ layer }) => layer === 'dns');
const podWith = (name: string, spec: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: payments, labels: { app: web } }
spec: { containers: [{ name: main, image: 'main:1' }], ${spec} }
`;
const dnsService = `apiVersion: v1
kind: Service
metadata: { name: kube-dns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec:
  clusterIP: 10.96.0.10
  clusterIPs: [10.96.0.10]
  selector: { k8s-app: kube-dns }
  ports: [{ name: dns, port: 53, protocol: UDP }, { name: dns-tcp, port: 53, protocol: TCP }]
---
apiVersion: v1
kind: Pod
metadata: { name: coredns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec: { containers: [{ name: coredns, image: 'coredns:1' }] }
`;

test('the name of a Service is decided by the model', async () => {
  const report = await walk('redis.cache:6379', 'payments/deploy/web');
  expect(dnsRow(report)).toMatchObject({
    status: 'pass',
    test: 'Service cache/redis in the manifests',
    summary: 'redis.cache is the name of Service cache/redis: its cluster address',
  });
  expect(report.verdict.sentence).toContain('DNS, Service and Policy pass');
});

test.each([
  ['clusterIP: None', 'the addresses of its ready pods'],
  ['type: ExternalName, externalName: db.example.com', 'an alias of db.example.com'],
  ['clusterIP: 10.96.1.1, clusterIPs: [10.96.1.1]', '10.96.1.1'],
])('a Service with %s', async (spec, gives) => {
  const folder = await document(`apiVersion: v1
kind: Service
metadata: { name: db, namespace: cache }
spec: { selector: { app: redis }, ports: [{ port: 6379 }], ${spec} }
`);
  const row = dnsRow(await walk('db.cache.svc.cluster.local:6379', 'payments/deploy/web', folder));
  expect(row).toMatchObject({ status: 'pass', summary: expect.stringContaining(gives) });
});

test.each(['hostNetwork: true', 'dnsPolicy: Default'])(
  'a pod with %s asks its node: not known',
  async (spec) => {
    const report = await walk('redis.cache:6379', 'payments/own', await document(podWith('own', spec)));
    expect(dnsRow(report)).toMatchObject({ status: 'unknown', code: null });
    expect(report.verdict).toMatchObject({ status: 'unknown', claim: 'modelled' });
  },
);

test('a pod that names other servers than the cluster’s: they may know its names', async () => {
  const spec = "dnsPolicy: None, dnsConfig: { nameservers: ['10.0.0.2'] }";
  const folder = await document(`${podWith('own', spec)}---\n${dnsService}`);
  const report = await walk('redis.cache.svc.cluster.local:6379', 'payments/own', folder);
  expect(report.verdict).toMatchObject({ status: 'unknown', claim: 'modelled' });
  expect(dnsRow(report)?.summary).toContain('The source asks 10.0.0.2, not the cluster’s DNS');
});

test('a pod that names the cluster’s DNS by itself has not, and a short name is not known to be completed', async () => {
  const spec = "dnsPolicy: None, dnsConfig: { nameservers: ['10.96.0.10'] }";
  const folder = await document(`${podWith('own', spec)}---\n${dnsService}`);
  const whole = await walk('redis.cache.svc.cluster.local:6379', 'payments/own', folder);
  expect(whole.verdict).toMatchObject({ status: 'pass', code: null });
  expect(dnsRow(await walk('redis.cache:6379', 'payments/own', folder))).toMatchObject({ status: 'unknown' });
});

test('a rule of the Corefile that touches the name leaves it open', async () => {
  const folder = await document(`${dnsService}---
apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
    .:53 {
      rewrite name suffix .cache.svc.cluster.local .store.svc.cluster.local
      kubernetes cluster.local
    }
`);
  const report = await walk('redis.cache:6379', 'payments/deploy/web', folder);
  expect(dnsRow(report)).toMatchObject({
    status: 'unknown',
    summary: 'redis.cache: a rewrite rule of the Corefile matches it, so it may mean something else',
  });
  expect(report.verdict.sentence).toContain('DNS could not be judged');
});

test('who may not ask for names does not reach what is outside', async () => {
  const folder = await document(`${dnsService}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: only-redis, namespace: payments }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: redis } } }] }]
`);
  const report = await walk('api.example.com:443', 'payments/deploy/web', folder);
  expect(report.verdict).toMatchObject({
    status: 'fail',
    code: 'policy.egress-dns-denied',
    surfacedAt: 'dns',
    claim: 'modelled',
  });
  const failed = report.legs.flatMap(({ rows }) => rows).filter(({ status }) => status === 'fail');
  expect(failed).toHaveLength(1);
});

test('an address outside is judged for the pod’s policies', async () => {
  const report = await walk('203.0.113.9:443', 'payments/deploy/web');
  expect(report.verdict).toMatchObject({ status: 'pass', claim: 'modelled' });
});

test('a proxy in the pod’s environment ends the first leg, and the policies are judged towards it', async () => {
  const proxied = (no: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: worker, namespace: payments }
spec:
  selector: { matchLabels: { app: worker } }
  template:
    metadata: { labels: { app: worker } }
    spec:
      containers:
        - name: main
          image: 'worker:1'
          env: [{ name: HTTP_PROXY, value: 'http://wrong' }, { name: http_proxy, value: 'http://proxy.edge:3128' }, { name: no_proxy, value: '${no}' }]
---
apiVersion: v1
kind: Namespace
metadata: { name: edge }
---
apiVersion: v1
kind: Service
metadata: { name: proxy, namespace: edge }
spec: { selector: { app: proxy }, ports: [{ port: 3128 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: proxy, namespace: edge, labels: { app: proxy } }
spec: { containers: [{ name: main, image: 'proxy:1' }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: edge }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;
  const target = 'http://redis.cache.svc.cluster.local:6379/';
  const through = await walk(target, 'payments/deploy/worker', await document(proxied('.internal')));
  expect(through.legs.map(({ to }) => to)).toEqual(['proxy proxy.edge:3128', target]);
  expect(through.verdict).toMatchObject({ status: 'fail', code: 'policy.ingress-denied', claim: 'modelled' });
  expect(through.notes.join()).toContain('http_proxy of container main sends this request through proxy');
  const direct = await walk(target, 'payments/deploy/worker', await document(proxied('.svc.cluster.local')));
  expect(direct.legs).toHaveLength(1);
  expect(direct.notes.join()).toContain('NO_PROXY exempts this host');
});
