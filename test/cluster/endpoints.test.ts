import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { needs } from '../needs.ts';
import { CLIENT, SERVER, SERVER_TOO } from '../world/tcp-lab.ts';
import { askWalk } from './ask-walk.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';
import { type Endpoint, readyPod, service, slice } from './service-scene.ts';

const START_MS = 120_000;
const TEST_MS = 90_000;
const far = (pod: string, address: string, node = 'node-b'): Endpoint => ({ pod, address, node });
const self: Endpoint = { pod: 'web', address: CLIENT, node: 'node-a' };
const both = [far('one', SERVER), far('two', SERVER_TOO)];

/** Services by what is wrong with them: the virtual address, the targetPort, the endpoints, and what the node makes of it. */
const SERVICES: Record<
  string,
  { vip: string; port: number; endpoints: readonly Endpoint[]; node: string; filter?: string }
> = {
  well: { vip: '10.96.7.1', port: 8080, endpoints: both, node: `dnat to ${SERVER}:8080` },
  dataplane: { vip: '10.96.7.2', port: 8080, endpoints: both, node: 'drop' },
  partial: {
    vip: '10.96.7.3',
    port: 4003,
    endpoints: both,
    node: `dnat to ${SERVER}:4003`,
    filter: `ip daddr ${SERVER_TOO} tcp dport 4003 drop`,
  },
  hairpin: { vip: '10.96.7.4', port: 8099, endpoints: [self], node: `dnat to ${CLIENT}:8099` },
  target: { vip: '10.96.7.5', port: 9, endpoints: both, node: `dnat to ${SERVER}:9` },
  stale: {
    vip: '10.96.7.7',
    port: 8097,
    endpoints: [far('one', SERVER)],
    node: `dnat to ${SERVER}:8097`,
    // What was an endpoint once still completes handshakes, and loses all data.
    filter: `ip daddr ${SERVER_TOO} tcp dport 8097 tcp flags & psh == psh drop`,
  },
  across: {
    vip: '10.96.7.6',
    port: 8099,
    endpoints: [self, far('one', SERVER)],
    node: `dnat to ${SERVER}:8099`,
    filter: `ip daddr ${SERVER} tcp dport 8099 drop`,
  },
};

/** The labels by which the Services select a pod. */
const servedBy = (pod: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SERVICES).flatMap(([name, { endpoints }]) =>
      endpoints.some((one) => one.pod === pod) ? [[name, 'yes']] : [],
    ),
  );

const kubeProxy = {
  ...readyPod('kube-proxy-x7k2p', '192.0.2.10'),
  metadata: { name: 'kube-proxy-x7k2p', namespace: 'kube-system' },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        restartCount: 7,
        image: 'x',
        imageID: 'x',
        state: { waiting: { reason: 'CrashLoopBackOff' } },
      },
    ],
  },
};

describe(
  'endpoints beside the virtual address, from a pod',
  { ...needs(containerNeeds()), timeout: TEST_MS },
  () => {
    let scene: PodScene;
    let kubeconfig: string;

    const ask = (name: string, flags: object = {}): Promise<Report> =>
      askWalk(`${SERVICES[name]?.vip ?? ''}:80`, 'shop/web', { kubeconfig, allowExec: true, ...flags });
    const rows = (report: Report) =>
      report.legs.flatMap((leg) =>
        leg.rows.map(({ layer, status, code }) => `${layer} ${status} ${code ?? ''}`.trim()),
      );

    beforeAll(async () => {
      scene = await podScene({});
      const { lab, cluster } = scene;
      lab.nft(
        'r',
        'add table ip n',
        'add chain ip n pre { type nat hook prerouting priority dstnat; }',
        ...Object.values(SERVICES).map(
          ({ vip, node }) => `add rule ip n pre ip daddr ${vip} tcp dport 80 ${node}`,
        ),
      );
      for (const { filter } of Object.values(SERVICES)) if (filter !== undefined) lab.rule('r', filter);
      await lab.serve('c', `accept(listen('${CLIENT}', 8099), hold)`);
      await lab.serve('s', `accept(listen('${SERVER}', 8099), hold)\naccept(listen('0.0.0.0', 8097), hold)`);
      // A pool that holds a connection to an endpoint of yesterday, and one to today's.
      await lab.serve(
        'c',
        `for address in ['${SERVER}', '${SERVER_TOO}']:\n  kept.append(socket.create_connection((address, 8097)))\n  kept[-1].send(b'x' * 100)`,
      );
      lab.nft('r', `add rule ip n pre ip daddr 10.96.0.1 tcp dport 443 dnat to ${SERVER}:4003`);
      await cluster.create([
        kubeProxy,
        readyPod('web', CLIENT, { labels: servedBy('web') }),
        readyPod('one', SERVER, { node: 'node-b', ports: [8080], labels: servedBy('one') }),
        readyPod('two', SERVER_TOO, { node: 'node-b', ports: [8080], labels: servedBy('two') }),
        ...Object.entries(SERVICES).flatMap(([name, { vip, port, endpoints }]) => [
          service(name, vip, port),
          slice(name, port, endpoints),
        ]),
      ]);
      cluster.place({
        namespace: 'shop',
        pod: 'web',
        name: 'main',
        programs: ['bash', 'cat'],
        network: lab.nameOf('c'),
      });
      kubeconfig = (await cluster.kubeconfigFor(await layerwalkRoles('with exec'))).kubeconfig;
    }, START_MS);
    afterAll(() => scene?.[Symbol.asyncDispose]());

    test('all well: each endpoint is dialled by itself', async () => {
      const report = await ask('well');
      expect(report.verdict).toMatchObject({ status: 'pass' });
      const [row] = report.legs[0]?.rows.filter(({ layer }) => layer === 'service') ?? [];
      expect(row?.evidence.join('\n')).toContain('2 ready endpoints of 2 dialled, each accepts by itself');
    });

    test.for([
      ['dataplane', 'service.dataplane', 'tcp.timeout', 'service'],
      ['hairpin', 'service.hairpin', 'tcp.timeout', 'service'],
      ['target', 'service.target-port', 'tcp.refused', 'service'],
    ])('%s: %s is the verdict', async ([name = '', code, felt, layer]) => {
      const report = await ask(name);
      expect(rows(report)).toContain(`tcp fail ${felt}`);
      expect(report.verdict).toMatchObject({
        status: 'fail',
        code,
        layer,
        surfacedAt: 'tcp',
        claim: 'proven',
      });
    });

    test('a data plane fault says what runs on the node, and whether other Services work from there', async () => {
      const report = await ask('dataplane');
      const row = report.legs[0]?.rows.find(({ code }) => code === 'service.dataplane');
      expect(row?.evidence).toContainEqual(
        expect.stringMatching(
          /^control: another virtual address, 10\.96\.0\.1:443 of the API server, accepts/,
        ),
      );
      expect(row?.evidence).toContain(
        'kube-system/kube-proxy-x7k2p on node-a: not ready, 7 restarts, CrashLoopBackOff',
      );
      expect(row?.fix?.command).toContain('delete pod kube-proxy-x7k2p');
      expect(report.counterEvidence).toContain(
        'this source does reach another target: 10.96.0.1:443, the API server’s virtual address',
      );
    });

    test('one endpoint of two drops: a warning, for the virtual address works', async () => {
      const report = await ask('partial');
      expect(report.verdict.status).toBe('warn');
      expect(rows(report)).toContain('service warn service.partial');
      expect(rows(report)).toContain('tcp pass');
    });

    test('a pool that holds on to an endpoint of yesterday', async () => {
      // Four retransmissions are 3 s (RFC 6298), five 6 s.
      await setTimeout(4_000);
      const report = await ask('stale');
      expect(report.verdict.status).toBe('warn');
      const row = report.legs[0]?.rows.find(({ code }) => code === 'app.stale-pool');
      expect(row?.summary).toBe(
        '1 established connection here to port 8097 with data retransmitted in vain; a new one works',
      );
      expect(row?.evidence[0]).toContain(`${SERVER_TOO}, not among today’s`);
    });

    test('only the endpoint on another node fails: said so', async () => {
      const report = await ask('across');
      expect(report.verdict).toMatchObject({ status: 'fail', code: 'service.partial' });
      expect(report.verdict.sentence).toContain('those on other nodes than the source’s (node-a) fail');
    });

    test('a recording says the same with nothing at hand', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'layerwalk-endpoints-'));
      const file = join(folder, 'case.json');
      const first = await ask('dataplane', { record: file });
      const again = await ask('dataplane', { kubeconfig: undefined, allowExec: false, replay: file });
      rmSync(folder, { recursive: true });
      expect({ ...again, durationMs: 0 }).toEqual({ ...first, durationMs: 0 });
    });

    test('without exec nothing of it passes or fails', async () => {
      const report = await ask('dataplane', { allowExec: false });
      expect(report.verdict.status).toBe('unknown');
      expect(rows(report).filter((row) => /tcp (?:pass|fail)|dataplane/.test(row))).toEqual([]);
      expect(report.connectionsMade).toBe(0);
    });
  },
);
