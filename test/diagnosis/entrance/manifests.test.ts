import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../../src/core/report.ts';
import { live } from '../../../src/core/steps.ts';
import { diagnose } from '../../../src/diagnosis/diagnose.ts';
import { openWorld } from '../../../src/world/open-world.ts';

const SHOP = join(import.meta.dirname, '..', 'manifests', 'shop.yaml');

async function walk(target: string, more = ''): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwalk-manifests-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'more.yaml'), more);
  const world = await openWorld({ manifests: [SHOP, folder] });
  const context = { world, signal: new AbortController().signal, steps: live, progress: () => undefined };
  return diagnose.run(context, diagnose.input.parse({ target }));
}

test('a host of an Ingress is judged from the manifests alone, by both legs', async () => {
  const report = await walk('https://shop.example.com/cart/1');
  expect(report.verdict).toMatchObject({ status: 'pass', claim: 'modelled' });
  expect(report.legs.map(({ to }) => to)).toEqual([
    'https://shop.example.com/cart/1',
    'Service shop/cart:80',
  ]);
  expect(report.connectionsMade).toBe(0);
});

test('a Service that selects no pod behind it', async () => {
  const report = await walk('https://shop.example.com/');
  expect(report.verdict).toMatchObject({ code: 'ingress.backend', surfacedAt: 'app', claim: 'modelled' });
  expect(report.fixes[0]?.command).toContain('kubectl -n shop patch service front');
});

test('a policy of the backend that admits another namespace than the controller’s', async () => {
  const admit = (name: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: from-edge, namespace: shop }
spec:
  podSelector: { matchLabels: { app: cart } }
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } } }] }]
`;
  const denied = await walk('https://shop.example.com/cart', admit('ingress'));
  expect(denied.verdict).toMatchObject({ code: 'ingress.backend', claim: 'modelled' });
  expect(denied.legs[1]?.rows.find(({ layer }) => layer === 'policy')).toMatchObject({ status: 'fail' });
  const admitted = await walk('https://shop.example.com/cart', admit('ingress-nginx'));
  expect(admitted.verdict).toMatchObject({ status: 'pass', claim: 'modelled' });
});
