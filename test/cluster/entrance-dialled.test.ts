import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import type { StartUp } from '../../src/core/start-up.ts';
import { needs } from '../needs.ts';
import { CLIENT, SERVER, SERVER_TOO } from '../world/tcp-lab.ts';
import { askWalk } from './ask-walk.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';
import { type Endpoint, readyPod, service, slice } from './service-scene.ts';

const START_MS = 120_000;
const TEST_MS = 90_000;
const one: Endpoint = { pod: 'one', address: SERVER, node: 'node-b' };
const two: Endpoint = { pod: 'two', address: SERVER_TOO, node: 'node-b' };

/** Backends by what their endpoints do, and the port that the pods are said to listen on. */
const BACKENDS: Record<string, { port: number; endpoints: readonly Endpoint[]; headless?: boolean }> = {
  open: { port: 8080, endpoints: [one, two] },
  closed: { port: 9, endpoints: [one, two] },
  dropped: { port: 8097, endpoints: [one, two] },
  half: { port: 4003, endpoints: [one, two] },
  headless: { port: 9, endpoints: [one], headless: true },
};

const servedBy = (pod: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(BACKENDS).flatMap(([name, { endpoints }]) =>
      endpoints.some((each) => each.pod === pod) ? [[name, 'yes']] : [],
    ),
  );

describe('behind an entrance, from its own pod', { ...needs(containerNeeds()), timeout: TEST_MS }, () => {
  let scene: PodScene;
  let kubeconfig: string;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    // A server of the test stands for the controller's face; its pod has the client's network.
    server = createServer((_request, response) => response.writeHead(504).end('upstream\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    scene = await podScene({});
    const { lab, cluster } = scene;
    lab.rule('r', 'tcp dport 8097 drop');
    lab.rule('r', `ip daddr ${SERVER_TOO} tcp dport 4003 drop`);
    await cluster.create([
      readyPod('controller', CLIENT, { labels: { front: 'yes' } }),
      readyPod('one', SERVER, { node: 'node-b', ports: [8080], labels: servedBy('one') }),
      readyPod('two', SERVER_TOO, { node: 'node-b', ports: [8080], labels: servedBy('two') }),
      {
        ...service('front', '10.96.8.1', 80, { type: 'LoadBalancer' }),
        status: { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } },
      },
      ...Object.entries(BACKENDS).flatMap(([name, { port: target, endpoints, headless }], index) => [
        service(name, headless === true ? 'None' : `10.96.8.${index + 10}`, target),
        slice(name, target, endpoints),
      ]),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'web', namespace: 'shop' },
        spec: {
          rules: [
            {
              host: 'localhost',
              http: {
                paths: Object.keys(BACKENDS).map((name) => ({
                  path: `/${name}`,
                  pathType: 'Prefix',
                  backend: { service: { name, port: { number: 80 } } },
                })),
              },
            },
          ],
        },
        status: { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } },
      },
    ]);
    cluster.place({
      namespace: 'shop',
      pod: 'controller',
      name: 'main',
      programs: ['bash', 'cat'],
      network: lab.nameOf('c'),
    });
    kubeconfig = (await cluster.kubeconfigFor(await layerwalkRoles('with exec'))).kubeconfig;
  }, START_MS);
  afterAll(async () => {
    server?.close();
    await scene?.[Symbol.asyncDispose]();
  });

  const ask = (backend: string, flags: Partial<StartUp> = { allowExec: true }): Promise<Report> =>
    askWalk(`http://localhost:${port}/${backend}`, 'local', { kubeconfig, ...flags });
  const tcp = ({ legs }: Report) => legs[1]?.rows.find(({ layer }) => layer === 'tcp');

  test.for([
    ['closed', 'tcp.refused'],
    ['dropped', 'tcp.timeout'],
    ['headless', 'tcp.refused'],
  ])('%s: %s from the controller is the backend’s failure', async ([backend = '', code]) => {
    const report = await ask(backend);
    expect(report.verdict).toMatchObject({ status: 'fail', code: 'ingress.backend', surfacedAt: 'app' });
    expect(report.legs[1]).toMatchObject({
      from: 'Ingress shop/web, pod shop/controller',
      to: `Service shop/${backend}:80`,
    });
    expect(tcp(report)).toMatchObject({ status: 'fail', code });
  });

  test('endpoints that accept: the answer stays the application’s', async () => {
    const report = await ask('open');
    expect(report.verdict).toMatchObject({ status: 'fail', code: 'app.bad-gateway' });
    expect(tcp(report)).toMatchObject({ status: 'pass' });
  });

  test('one of two that drops is beside the one that accepts, not the verdict', async () => {
    const report = await ask('half');
    expect(report.verdict).toMatchObject({ status: 'fail', code: 'app.bad-gateway' });
    expect(tcp(report)).toMatchObject({ status: 'pass' });
    expect(tcp(report)?.evidence.join('\n')).toContain(SERVER_TOO);
  });

  test('without exec nothing is sent from there and nothing is claimed of it', async () => {
    const report = await ask('closed', {});
    expect(report.verdict).toMatchObject({ status: 'fail', code: 'app.bad-gateway' });
    expect(tcp(report)).toMatchObject({ status: 'unknown' });
    expect(report.legs[1]?.rows.some(({ status }) => status === 'fail')).toBe(false);
  });
});
