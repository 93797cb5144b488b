import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { needs } from '../needs.ts';
import { CLIENT, SERVER } from '../world/tcp-lab.ts';
import { askWalk } from './ask-walk.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import type { Manifest } from './manifest.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';
import { readyPod } from './service-scene.ts';
import { node } from './shop.ts';

const START_MS = 120_000;
const TEST_MS = 90_000;

const deployment = (name: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'example.test/main:1' }] },
    },
  },
});

/** Only pods of version 1 may reach 8443; everybody may reach the other ports. */
const onlyVersion1: Manifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'only-version-1', namespace: 'shop' },
  spec: {
    podSelector: { matchLabels: { app: 'target' } },
    policyTypes: ['Ingress'],
    ingress: [
      { ports: [{ port: 8080 }, { port: 4099 }, { port: 4098 }] },
      { from: [{ podSelector: { matchLabels: { version: '1' } } }], ports: [{ port: 8443 }] },
    ],
  },
};

describe('a workload as the source', { ...needs(containerNeeds()), timeout: TEST_MS }, () => {
  let scene: PodScene;
  let kubeconfig: string;
  const walk = (port: number, source = 'shop/deploy/front', flags: object = {}): Promise<Report> =>
    askWalk(`${SERVER}:${port}`, source, { kubeconfig, allowExec: true, ...flags });
  const row = (report: Report, layer: string) =>
    report.legs[0]?.rows.filter((one) => one.layer === layer) ?? [];

  beforeAll(async () => {
    scene = await podScene({});
    const { lab, cluster } = scene;
    // The newest pod's packets to this port are lost on the way, or to that one all are.
    lab.rule('r', `ip saddr ${CLIENT} tcp dport { 8443, 4098 } drop`);
    lab.nft(
      'r',
      'add chain inet f out { type filter hook output priority 0; }',
      'add rule inet f out tcp dport 4098 drop',
    );
    await cluster.create([
      deployment('front'),
      { ...node, metadata: { name: 'node-b' } },
      onlyVersion1,
      readyPod('target', SERVER, { node: 'node-b' }),
      readyPod('front-1', '10.81.1.1', {
        app: 'front',
        owner: 'front',
        node: 'node-b',
        labels: { version: '1' },
      }),
    ]);
    await cluster.create([
      readyPod('front-2', CLIENT, { app: 'front', owner: 'front', labels: { version: '2' } }),
    ]);
    const place = { namespace: 'shop', name: 'main', programs: ['bash', 'cat'] };
    cluster.place({ ...place, pod: 'front-1', network: lab.nameOf('r') });
    cluster.place({ ...place, pod: 'front-2', network: lab.nameOf('c') });
    kubeconfig = (await cluster.kubeconfigFor(await layerwalkRoles('with exec'))).kubeconfig;
  }, START_MS);
  afterAll(() => scene?.[Symbol.asyncDispose]());

  test('all sampled pods connect: said so', async () => {
    const report = await walk(8080);
    expect(report.verdict.status).toBe('pass');
    expect(row(report, 'tcp')[0]?.evidence[0]).toBe(
      '2 of 2 sampled pods connect: shop/front-2 (node-a), shop/front-1 (node-b)',
    );
    expect(report.notes).toContain(
      '2 of the 2 running pods of the source were sampled (the newest, the oldest, one on another node): 2 of 2 connect.',
    );
  });

  test('all fail: a failure of the workload', async () => {
    const report = await walk(4098);
    expect(report.verdict).toMatchObject({ status: 'fail', code: 'tcp.timeout' });
    expect(row(report, 'tcp')[0]?.evidence[0]).toMatch(/^2 of 2 sampled pods fail \(tcp\.timeout\)/);
  });

  test('the newest fails and another connects: a warning of its own, with what differs and what the policies say', async () => {
    const report = await walk(8443);
    expect(report.verdict).toMatchObject({ status: 'warn', code: null });
    expect(report.verdict.sentence).toBe('1 of 2 sampled pods of the source cannot connect, 1 can.');
    expect(row(report, 'tcp').map(({ status, code }) => `${status} ${code}`)).toEqual([
      'warn tcp.timeout',
      'warn tcp.pods-differ',
    ]);
    expect(row(report, 'tcp')[1]?.evidence).toEqual([
      'shop/front-2 (node-a): tcp.timeout',
      'connect: shop/front-1 (node-b)',
      'node: those that fail node-a; those that connect node-b',
      'label version: those that fail 2; those that connect 1',
      expect.stringMatching(/^the policies deny shop\/front-2 \(policy\.[a-z-]+\)$/),
      'the policies deny just those that fail: see Policy',
    ]);
    expect(row(report, 'tls')[0]).toMatchObject({ status: 'skipped' });
    expect(report.paste).toContain('tcp.pods-differ');
  });

  test('a single pod as the source is no sample', async () => {
    const report = await walk(8443, 'shop/front-2');
    expect(report.verdict).toMatchObject({ status: 'fail', surfacedAt: 'tcp' });
    expect(report.notes.filter((note) => note.includes('sampled'))).toEqual([]);
  });

  test('without exec no pod is sampled', async () => {
    const report = await walk(8443, 'shop/deploy/front', { allowExec: false });
    expect(report.connectionsMade).toBe(0);
    expect(JSON.stringify(report)).not.toContain('sampled');
  });
});
