import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { needs } from '../needs.ts';
import { askWalk } from './ask-walk.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import type { Manifest } from './manifest.ts';
import { clusterNeeds } from './programs.ts';
import { allowRedis } from './scenes/story/allow-redis.ts';
import { denyIngress } from './scenes/story/policies.ts';
import { shop } from './scenes/story/shop.ts';
import { systemObjects, USUAL } from './scenes/system.ts';
import { namespace } from './shop.ts';
import { type Cluster, startCluster } from './start-cluster.ts';

const START_MS = 120_000;
const story = shop('gone', { namespaces: ['payments', 'cache'] });
const OBJECTS: readonly Manifest[] = [
  ...story.objects,
  denyIngress('cache'),
  allowRedis('cache', 'payments', { app: 'web' }),
];
/** What a roll-out or a person takes away while somebody asks. */
const GONE = [
  'Pod api-7d9f6c5b8-bx2kq',
  'Deployment api',
  'Pod redis-0',
  'Service redis',
  'EndpointSlice redis-x7k2p',
  'NetworkPolicy default-deny-ingress',
  'NetworkPolicy allow-from-payments',
];
const calledLike = (name: string) => (object: Manifest) => `${object.kind} ${object.metadata.name}` === name;
const said = ({ verdict }: Report): string => `${verdict.status} ${verdict.code}`;

describe('what vanishes while it is read', needs(clusterNeeds()), () => {
  let cluster: Cluster;
  let between: Server;
  let kubeconfig: string;
  /** What happens before a request is passed on, by its number. */
  let before: (n: number) => Promise<void> = async () => undefined;
  let asked = 0;

  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.create([
      ...systemObjects(USUAL),
      ...['payments', 'cache'].map((name) => namespace(name)),
      ...OBJECTS,
    ]);
    const { token } = await cluster.kubeconfigFor(await layerwalkRoles('without exec'));
    between = createServer((request, response) => {
      void (async () => {
        await before((asked += 1));
        const { status, body } = await cluster.harness.ask(request.method ?? 'GET', request.url ?? '/');
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      })();
    });
    between.listen(0, '127.0.0.1');
    await once(between, 'listening');
    const { port } = between.address() as AddressInfo;
    kubeconfig = join(cluster.folder, 'between.kubeconfig');
    await writeFile(kubeconfig, JSON.stringify(configOf(`http://127.0.0.1:${port}`, token)));
  }, START_MS);
  afterAll(async () => {
    between?.close();
    between?.closeAllConnections();
    await cluster?.stop();
  });

  const ask = async (): Promise<Report> => {
    asked = 0;
    return await askWalk(story.target, story.source, { kubeconfig });
  };

  test.for(GONE)('%s: the answer of before, that of after, or none', { timeout: START_MS }, async (name) => {
    const object = OBJECTS.find(calledLike(name))!;
    const path = await cluster.pathOf(object);
    const take = async (): Promise<void> => {
      await cluster.harness.must('DELETE', `${path}?gracePeriodSeconds=0&propagationPolicy=Background`);
    };
    before = async () => undefined;
    await take();
    const last = said(await ask());
    await cluster.create([object]);
    const first = said(await ask());
    const requests = asked;
    await take();
    const wrong: string[] = [];
    for (let at = 1; at <= requests; at += 1) {
      await cluster.create([object]);
      let taken: Promise<void> | undefined;
      before = async (n) => {
        if (n >= at) await (taken ??= take());
      };
      const report = await ask();
      if (taken === undefined) await take();
      const { status } = report.verdict;
      if (status !== 'unknown' && ![first, last].includes(said(report)))
        wrong.push(`before request ${at}: ${said(report)}: ${report.verdict.sentence}`);
    }
    before = async () => undefined;
    await cluster.create([object]);
    expect({ first, wrong }).toEqual({ first: 'fail policy.label-drift', wrong: [] });
    expect(requests).toBeGreaterThan(4);
  });
});

const configOf = (server: string, token: string): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'c', cluster: { server } }],
  users: [{ name: 'u', user: { token } }],
  contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
  'current-context': 'c',
});
