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
