import { expect, test } from 'vitest';
import { Node } from '../../../src/core/kubernetes/node.ts';
import { live } from '../../../src/core/steps.ts';
import { parseTarget } from '../../../src/core/target/target.ts';
import type { Context } from '../../../src/core/tool.ts';
import type { Kubernetes } from '../../../src/core/world/kubernetes.ts';
import { endpointsProbe } from '../../../src/diagnosis/cluster/endpoints/probe.ts';
import { stillReady } from '../../../src/diagnosis/cluster/endpoints/still-ready.ts';
import type { Question } from '../../../src/diagnosis/question.ts';
import type { Survey } from '../../../src/diagnosis/survey.ts';
import { Observation as ServiceSeen } from '../../../src/tools/service-audit/observation.ts';
import { stubVantage, stubWorld } from '../../protocol/stub-world.ts';
import { pass, said, saying } from '../sample.ts';
import { endpoint, legOf, TARGET } from './endpoints-sample.ts';

const host = {
  interfaces: [{ name: 'eth0', addresses: ['192.0.2.10'], up: true }],
  routes: [],
  ipv4: true,
  ipv6: true,
  proxy: {},
  platform: 'linux',
};
const survey = (more: Partial<Survey> = {}): Survey => ({
  at: '2026-11-23T04:00:00.000Z',
  vantage: { kind: 'local', name: 'Node-A' },
  host,
  inCluster: false,
  ...more,
});
const question = (source?: string): Question => {
  const target = parseTarget(TARGET);
  if (target.kind !== 'endpoint') throw new TypeError('A host.');
  return {
    target,
    symptom: { size: false, intermittent: false, idle: false },
    all: false,
    audits: { service: saying('service_audit', []) },
    ...(source !== undefined && { source }),
  };
};
const service = legOf({ endpoints: [endpoint(1, ['open'])], checks: [pass('tcp', said('accepted'))] }).audited
  .service;

/** A machine whose cluster has a node of its name at `address`. */
function context(address: string): Context {
  const node = Node.parse({
    metadata: { name: 'node-a' },
    status: { addresses: [{ type: 'InternalIP', address }] },
  });
  const kubernetes = {
    ...stubWorld.kubernetes,
    get: async ({ name }: { name: string }) =>
      name === 'node-a'
        ? { status: 'ok', objects: [node], requests: 1 }
        : { status: 'failed', reason: 'not-found', message: 'there is no such object (404)', requests: 1 },
  } as unknown as Kubernetes;
  const vantage = {
    ...stubVantage,
    identity: { kind: 'local' as const, name: 'Node-A' },
    dial: async ({ address: to, port }: { address: string; port: number }) => ({
      address: to,
      port,
      outcome: 'open' as const,
      ms: 1,
    }),
  };
  const world = { ...stubWorld, kubernetes, vantage: async () => vantage };
  return { world, signal: new AbortController().signal, steps: live, progress: () => undefined };
}

test('a machine that nobody named as the source dials no endpoint, but in the cluster', () => {
  expect(endpointsProbe(question(), survey())).toBeUndefined();
  expect(endpointsProbe(question(), survey({ inCluster: true }))).toBeDefined();
  const { audits: _, ...elsewhere } = question('local');
  expect(endpointsProbe(elsewhere, survey())).toBeUndefined();
});

test('a machine that is the source and a node dials them, and knows its node', async () => {
  if (!service) throw new TypeError('A Service.');
  const { seen, why } =
    (await endpointsProbe(question('local'), survey())?.(context('192.0.2.10'), service)) ?? {};
  expect(why).toBeUndefined();
  expect(seen).toMatchObject({
    own: ['192.0.2.10'],
    node: 'node-a',
    endpoints: [{ address: '10.1.0.1', port: 8080, tries: [{ outcome: 'open' }] }],
  });
});

test('any other machine has no part in the cluster: it says so, and dials nothing', async () => {
  if (!service) throw new TypeError('A Service.');
  const looked = await endpointsProbe(question('local'), survey())?.(context('192.0.2.77'), service);
  expect(looked).toEqual({ why: 'this machine is not known to be a node of the cluster' });
});

test('one that failed and is no longer ready is left out: a roll-out has ended it', async () => {
  const seen = ServiceSeen.parse(
    legOf({ endpoints: [endpoint(1, ['open']), endpoint(2, ['open'])], checks: [] }).audited.service?.seen,
  );
  const dialled = [endpoint(1, ['open']), endpoint(2, ['timeout', 'timeout'])];
  const now = (...ready: number[]) => ({
    ...context('192.0.2.10'),
    world: {
      ...stubWorld,
      kubernetes: {
        ...stubWorld.kubernetes,
        list: async () => ({
          status: 'ok',
          requests: 1,
          objects: (seen.slices?.objects ?? []).map((slice) => ({
            ...slice,
            endpoints: slice.endpoints.filter((_, index) => ready.includes(index + 1)),
          })),
        }),
      } as unknown as Kubernetes,
    },
  });
  const asked = { port: 80, context: undefined };
  const pods = async (...ready: number[]) =>
    (await stillReady(now(...ready), dialled, seen, asked)).map(({ pod }) => pod);
  expect(await pods(1)).toEqual(['api-1']);
  expect(await pods(1, 2)).toEqual(['api-1', 'api-2']);
  // What answered stays, and so does all where the list is not answered.
  expect(await pods(2)).toEqual(['api-1', 'api-2']);
  expect(await stillReady(context('192.0.2.10'), dialled, seen, asked)).toEqual(dialled);
});
