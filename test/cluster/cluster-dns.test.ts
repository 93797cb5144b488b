import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { needs } from '../needs.ts';
import { SERVER } from '../world/tcp-lab.ts';
import { askWalk } from './ask-walk.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import type { Manifest } from './manifest.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';
import { clusterRole, namespace } from './shop.ts';
import { service } from './service-scene.ts';

const START_MS = 120_000;
const TEST_MS = 120_000;
const REDIS = 'redis.shop.svc.cluster.local:6379';
const OUTSIDE = 'api.example.com:8080';
const LOOP = '[FATAL] plugin/loop: Loop (127.0.0.1:55953 -> :53) detected for zone "."';
const TIMEOUT =
  '[ERROR] plugin/errors: 2 api.example.com. A: read udp 10.1.0.2:39999->10.0.0.2:53: i/o timeout';

/**
 * The cluster's DNS in several states at once, each behind a Service with an address of its own, and a pod that asks it. `way`: what the
 * router does with what is sent to that address.
 */
const STATES: Record<
  string,
  { address: string; way?: string; ready?: boolean; logs?: string[]; spec?: object; nameserver?: string }
> = {
  well: { address: '10.96.0.20', way: `dnat to ${SERVER}:5303` },
  down: { address: '10.96.0.21', ready: false },
  loop: { address: '10.96.0.22', ready: false, logs: ['.:53', LOOP] },
  upstream: { address: '10.96.0.23', way: `dnat to ${SERVER}:5301`, logs: ['.:53', TIMEOUT] },
  calm: { address: '10.96.0.24', way: `dnat to ${SERVER}:5301`, logs: ['.:53'] },
  rule: { address: '10.96.0.25', way: `dnat to ${SERVER}:5302` },
  default: { address: '10.96.0.26', spec: { dnsPolicy: 'Default' }, nameserver: SERVER },
  denied: { address: '10.96.0.27' },
  local: { address: '10.96.0.28', nameserver: '169.254.20.10' },
};

const COREFILE = `.:53 {
    errors
    rewrite name old.shop.svc.cluster.local gone.shop.svc.cluster.local
    hosts {
      10.81.2.3 led.shop.svc.cluster.local
      fallthrough
    }
    kubernetes cluster.local in-addr.arpa ip6.arpa
    forward . /etc/resolv.conf
}
`;

const dnsObjects = (
  name: string,
  { address, ready = true }: { address: string; ready?: boolean },
): Manifest[] => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `dns-${name}`, namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    spec: {
      clusterIP: address,
      selector: { 'k8s-app': 'kube-dns', state: name },
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `coredns-${name}`,
      namespace: 'kube-system',
      labels: { 'k8s-app': 'kube-dns', state: name },
    },
    spec: { nodeName: 'node-a', containers: [{ name: 'coredns', image: 'example.test/coredns:1' }] },
    status: {
      phase: 'Running',
      podIP: '10.1.0.53',
      podIPs: [{ ip: '10.1.0.53' }],
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        {
          name: 'coredns',
          ready,
          restartCount: ready ? 0 : 9,
          image: 'x',
          imageID: 'x',
          state: ready ? { running: {} } : { waiting: { reason: 'CrashLoopBackOff' } },
          ...(!ready && { lastState: { terminated: { exitCode: 1 } } }),
        },
      ],
    },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `dns-${name}-1`,
      namespace: 'kube-system',
      labels: { 'kubernetes.io/service-name': `dns-${name}` },
    },
    addressType: 'IPv4',
    ports: [{ name: 'dns', protocol: 'UDP', port: 53 }],
    endpoints: [{ addresses: ['10.1.0.53'], conditions: { ready }, nodeName: 'node-a' }],
  },
];

const client = (name: string, spec: object = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels: { app: name } },
  spec: { nodeName: 'node-a', containers: [{ name: 'main', image: 'example.test/main:1' }], ...spec },
  status: {
    phase: 'Running',
    podIP: '10.81.1.2',
    podIPs: [{ ip: '10.81.1.2' }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

/** Nothing may leave; or only to the pods of DNS, which what listens on the node is not. */
const egress = (app: string, rules: object[]): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `egress-${app}`, namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app } }, policyTypes: ['Egress'], egress: rules },
});
const toDnsPods = {
  to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

describe('the cluster’s DNS, asked from pods', { ...needs(containerNeeds()), timeout: TEST_MS }, () => {
  let scene: PodScene;
  let servers: ChildProcess;
  let kubeconfig: string;

  const ask = (target: string, pod: string, flags: object = {}): Promise<Report> =>
    askWalk(target, `shop/${pod}`, { kubeconfig, allowExec: true, ...flags });
  const dnsRows = ({ legs }: Report) =>
    legs.flatMap(({ rows }) => rows).filter(({ layer }) => layer === 'dns');

  beforeAll(async () => {
    scene = await podScene({});
    const { lab, cluster } = scene;
    const script = join(import.meta.dirname, 'dns-servers-child.ts');
    servers = spawn('ip', ['netns', 'exec', lab.nameOf('s'), process.execPath, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (servers.stdout) await once(servers.stdout, 'data');
    lab.nft(
      'r',
      'add table ip n',
      'add chain ip n pre { type nat hook prerouting priority dstnat; }',
      ...Object.values(STATES).flatMap(({ address, way = 'drop' }) =>
        ['udp', 'tcp'].map((protocol) => `add rule ip n pre ip daddr ${address} ${protocol} dport 53 ${way}`),
      ),
    );
    lab.rule('r', 'ip daddr 169.254.20.10 drop');
    await cluster.create([
      namespace('kube-system-notes'),
      ...Object.entries(STATES).flatMap(([name, state]) => [
        ...dnsObjects(name, state),
        client(name, state.spec),
      ]),
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'coredns', namespace: 'kube-system' },
        data: { Corefile: COREFILE },
      },
      service('redis', '10.96.12.34', 6379, { ports: [{ port: 6379 }] }),
      service('old', '10.96.12.35', 6379, { ports: [{ port: 6379 }] }),
      service('led', '10.96.12.36', 6379, { ports: [{ port: 6379 }] }),
      egress('denied', []),
      egress('local', [toDnsPods]),
    ]);
    for (const [name, { address, logs, nameserver = address }] of Object.entries(STATES)) {
      cluster.place({
        namespace: 'shop',
        pod: name,
        name: 'main',
        programs: ['python3', 'cat'],
        network: lab.nameOf('c'),
        files: {
          '/etc/resolv.conf': `search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver ${nameserver}\noptions ndots:5 timeout:1 attempts:1\n`,
        },
      });
      if (logs) {
        cluster.place({
          namespace: 'kube-system',
          pod: `coredns-${name}`,
          name: 'coredns',
          programs: [],
          logs,
        });
      }
    }
    kubeconfig = (await cluster.kubeconfigFor(await layerwalkRoles('with exec'))).kubeconfig;
  }, START_MS);
  afterAll(async () => {
    servers?.kill('SIGKILL');
    await scene?.[Symbol.asyncDispose]();
  });

  test.for([
    ['down', REDIS, 'dns.cluster-down'],
    ['loop', REDIS, 'dns.coredns-loop'],
    ['upstream', OUTSIDE, 'dns.upstream-unreachable'],
    ['default', REDIS, 'dns.wrong-policy'],
    ['rule', 'old.shop.svc.cluster.local:6379', 'dns.corefile-rewrite'],
  ])('%s, %s: %s', async ([pod = '', target = '', code]) => {
    const { verdict } = await ask(target, pod);
    expect(verdict).toMatchObject({ status: 'fail', layer: 'dns', code, surfacedAt: 'dns', claim: 'proven' });
  });

  test.for([
    ['denied', REDIS, 'policy.egress-dns-denied'],
    ['denied', OUTSIDE, 'policy.egress-dns-denied'],
    ['local', REDIS, 'policy.nodelocal-dns'],
  ])('%s, %s: %s is the verdict, felt at dns', async ([pod = '', target = '', code]) => {
    const { verdict } = await ask(target, pod);
    expect(verdict).toMatchObject({
      status: 'fail',
      layer: 'policy',
      code,
      surfacedAt: 'dns',
      claim: 'proven',
    });
  });

  test('SERVFAIL for what is outside is no more than that where the log says nothing', async () => {
    const report = await ask(OUTSIDE, 'calm');
    expect(report.verdict).toMatchObject({ status: 'fail', code: 'dns.servfail' });
    expect(dnsRows(report)[0]?.evidence.join('\n')).toContain('kube-system/dns-calm (10.96.0.24): 1 of 1');
  });

  test('a name that is not there, with a rule for another: NXDOMAIN', async () => {
    const { verdict } = await ask('gone.shop.svc.cluster.local:6379', 'rule');
    expect(verdict).toMatchObject({ status: 'fail', code: 'service.missing', surfacedAt: 'dns' });
  });

  test('of a verdict about the cluster’s DNS: what changed, and whom it hurts besides', async () => {
    const report = await ask('old.shop.svc.cluster.local:6379', 'rule');
    expect(report.blastRadius).toEqual(['every pod that asks the cluster’s DNS, for this name']);
    expect(report.changed.join('\n')).toContain('ConfigMap kube-system/coredns');
    expect(report.fixes[0]?.command).toBe('kubectl -n kube-system edit configmap coredns');
  });

  test('a name that a hosts entry leads elsewhere is a warning at dns', async () => {
    const report = await ask('led.shop.svc.cluster.local:6379', 'rule');
    expect(dnsRows(report).map(({ code }) => code)).toContain('dns.corefile-rewrite');
  });

  test('what the log said is quoted, and never spoken', async () => {
    const report = await ask(OUTSIDE, 'upstream');
    const [row] = dnsRows(report);
    expect(row?.untrusted?.map(({ text }) => text)).toContain(TIMEOUT);
    expect([row?.summary, ...(row?.evidence ?? [])].join('\n')).not.toContain('39999');
  });

  test('without exec the model decides: down, well, and a name outside', async () => {
    const blind = { allowExec: false };
    expect((await ask(REDIS, 'well', blind)).legs[0]?.rows).toContainEqual(
      expect.objectContaining({ layer: 'dns', status: 'pass' }),
    );
    expect((await ask(OUTSIDE, 'denied', blind)).verdict).toMatchObject({
      status: 'fail',
      code: 'policy.egress-dns-denied',
      claim: 'modelled',
    });
  });

  test('where DNS answers, nothing of it is read, and an address outside is held against the policies', async () => {
    const { cluster } = scene;
    const reader = await cluster.kubeconfigFor(await layerwalkRoles('with exec'));
    const report = await ask(OUTSIDE, 'well', { kubeconfig: reader.kubeconfig });
    expect(report.verdict).toMatchObject({ status: 'pass' });
    const policy = report.legs[0]?.rows.find(({ layer }) => layer === 'policy');
    expect(policy).toMatchObject({ status: 'pass' });
    const asked = await cluster.requests(reader.user);
    expect(asked.filter(({ resource }) => resource === 'configmaps' || resource === 'pods/log')).toEqual([]);
  });

  test('who may read neither Corefile nor logs is told the rules', async () => {
    const rules = (await layerwalkRoles('with exec')).flatMap(
      (role) => (role as { rules?: object[] }).rules ?? [],
    );
    const few = rules.filter((rule) => !/configmaps|pods\/log/.test(JSON.stringify(rule)));
    const reader = await scene.cluster.kubeconfigFor([clusterRole('no-dns', ...few)]);
    const upstream = await ask(OUTSIDE, 'upstream', { kubeconfig: reader.kubeconfig });
    expect(upstream.verdict).toMatchObject({ status: 'fail', code: 'dns.servfail' });
    const fixes = dnsRows(upstream).flatMap(({ status, fix }) => (status === 'unknown' ? [fix?.verify] : []));
    expect(fixes).toContain('kubectl auth can-i get pods --subresource=log -n kube-system');
    expect(fixes).toContain('kubectl auth can-i get configmaps/coredns -n kube-system');
  });

  test('a recording answers the same with no cluster at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layerwalk-dns-'));
    const record = join(folder, 'case.json');
    const first = await ask(REDIS, 'loop', { record });
    const again = await ask(REDIS, 'loop', { replay: record, kubeconfig: undefined, allowExec: false });
    rmSync(folder, { recursive: true });
    expect(again).toEqual(first);
  });
});
