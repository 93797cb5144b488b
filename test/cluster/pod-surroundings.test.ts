import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { live } from '../../src/core/steps.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { needs } from '../needs.ts';
import { SERVER } from '../world/tcp-lab.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import type { Manifest } from './manifest.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';
import { pod } from './shop.ts';

const START_MS = 120_000;
const TEST_MS = 60_000;
/** A server that listens and says nothing. */
const QUIET = 4003;
/** One that greets. */
const GREETING = 4002;

const withContainers = (name: string, containers: object[]): Manifest => {
  const made = pod(name) as Manifest & { spec: object };
  return { ...made, spec: { ...made.spec, containers } };
};
const image = 'example.test/main:1';

describe('what surrounds a pod that is looked from', { ...needs(containerNeeds()), timeout: TEST_MS }, () => {
  let scene: PodScene;
  let kubeconfig: string;

  beforeAll(async () => {
    scene = await podScene({ bash: {} });
    await scene.cluster.create([
      withContainers('meshed', [
        { name: 'main', image },
        { name: 'istio-proxy', image },
      ]),
      withContainers('proxied', [
        { name: 'main', image, env: [{ name: 'http_proxy', value: `http://${SERVER}:3128` }] },
      ]),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'deny', namespace: 'shop' },
        spec: { podSelector: {}, policyTypes: ['Egress'] },
      },
    ]);
    const place = {
      namespace: 'shop',
      name: 'main',
      programs: ['bash', 'cat'],
      network: scene.lab.nameOf('c'),
    };
    scene.cluster.place({ ...place, pod: 'meshed' });
    ({ kubeconfig } = await scene.cluster.kubeconfigFor(await layerwalkRoles('with exec')));
  }, START_MS);
  afterAll(() => scene?.[Symbol.asyncDispose]());

  async function walk(target: string, source: string, allowExec = true): Promise<Report> {
    const world = await openWorld({ kubeconfig, ...(allowExec && { allowExec: true as const }) });
    const context = { world, signal: new AbortController().signal, steps: live, progress: () => undefined };
    return diagnose.run(context, diagnose.input.parse({ target, source }));
  }
  const row = ({ legs }: Report, layer: string) =>
    legs.flatMap(({ rows }) => rows).find((one) => one.layer === layer);

  test('without a mesh a connection contradicts the policies', async () => {
    const report = await walk(`tcp://${SERVER}:${QUIET}`, 'shop/bash');
    expect(report.vantage.mesh).toBeUndefined();
    expect(row(report, 'policy')).toMatchObject({ code: 'policy.not-enforced', status: 'warn' });
  });

  test('with a sidecar it contradicts nothing, and says who accepted', async () => {
    const report = await walk(`tcp://${SERVER}:${QUIET}`, 'shop/meshed');
    expect(report.vantage).toMatchObject({ kind: 'pod', mesh: 'istio-proxy' });
    expect(row(report, 'tcp')?.summary).toContain('the sidecar istio-proxy of the source');
    expect(row(report, 'policy')).toMatchObject({ status: 'unknown' });
    expect(report.verdict.status).toBe('unknown');
  });

  test('what the server itself says does contradict them', async () => {
    const report = await walk(`tcp://${SERVER}:${GREETING}`, 'shop/meshed');
    expect(row(report, 'policy')).toMatchObject({ code: 'policy.not-enforced' });
  });

  test('without exec the proxy of the pod’s spec ends the first leg', async () => {
    const report = await walk('http://api.example.com/', 'shop/proxied', false);
    expect(report.legs.map(({ to }) => to)).toEqual([`proxy ${SERVER}:3128`, 'http://api.example.com/']);
    expect(report.notes.join()).toContain('http_proxy of container main sends this request through proxy');
    expect(report.verdict).toMatchObject({ status: 'fail', layer: 'policy', claim: 'modelled' });
  });
});
