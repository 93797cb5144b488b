import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { live } from '../../src/core/steps.ts';
import { netpolAudit } from '../../src/tools/netpol-audit/tool.ts';
import { liveKubernetes } from '../../src/world/kubernetes/live-kubernetes.ts';
import { needs } from '../needs.ts';
import { stubVantage, stubWorld } from '../protocol/stub-world.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import type { Manifest } from './manifest.ts';
import { clusterNeeds } from './programs.ts';
import { clusterRole, namespace, node } from './shop.ts';
import { type Cluster, type Reader, startCluster } from './start-cluster.ts';

const manifestOf = (text: string): Manifest => parse(text) as Manifest;

const START_MS = 120_000;

const pod = (
  inside: string,
  name: string,
  more: { labels?: object; ports?: object[]; ip?: string } = {},
): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: inside, labels: { app: name, ...more.labels } },
  spec: {
    nodeName: 'node-a',
    containers: [{ name: 'main', image: 'example.test/x:1', ports: more.ports ?? [] }],
  },
  status: { phase: 'Running', podIP: more.ip ?? '10.1.0.5', podIPs: [{ ip: more.ip ?? '10.1.0.5' }] },
});
const service = (inside: string, port: object = { port: 6379 }): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'redis', namespace: inside },
  spec: { selector: { app: 'redis' }, ports: [port] },
});
const policy = (inside: string, name: string, spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: inside },
  spec,
});
const named = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
const from = (...peers: object[]) => ({
  podSelector: { matchLabels: { app: 'redis' } },
  policyTypes: ['Ingress'],
  ingress: [{ from: peers, ports: [{ port: 6379 }] }],
});
const denyEgress = { podSelector: {}, policyTypes: ['Egress'] };
const toDns = (...ports: object[]) => ({
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ to: [{ namespaceSelector: named('kube-system') }], ports }, { to: [{ podSelector: {} }] }],
});

/** A namespace a code: the policies in it, and what must come out for api in `clients` and redis in it. */
const scenes: Record<
  string,
  { policies: (n: string) => Manifest[]; inside?: true; port?: object; codes: string[] }
> = {
  open: { policies: () => [], codes: [] },
  'ingress-denied': {
    policies: (n) => [policy(n, 'default-deny', { podSelector: {}, policyTypes: ['Ingress'] })],
    codes: ['fail policy.ingress-denied'],
  },
  'label-drift': {
    policies: (n) => [
      policy(
        n,
        'allow',
        from({ namespaceSelector: named('clients'), podSelector: { matchLabels: { app: 'web' } } }),
      ),
    ],
    codes: ['fail policy.label-drift'],
  },
  'cross-namespace': {
    policies: (n) => [policy(n, 'allow', from({ podSelector: { matchLabels: { app: 'api' } } }))],
    codes: ['fail policy.cross-namespace'],
  },
  'namespace-label': {
    policies: (n) => [policy(n, 'allow', from({ namespaceSelector: { matchLabels: { name: 'clients' } } }))],
    codes: ['fail policy.namespace-label'],
  },
  'service-port': {
    policies: (n) => [
      policy(n, 'allow', { ...from({ namespaceSelector: {} }), ingress: [{ ports: [{ port: 80 }] }] }),
    ],
    port: { port: 80, targetPort: 6379 },
    codes: ['fail policy.service-port'],
  },
  'egress-denied': {
    policies: (n) => [
      policy(n, 'deny', denyEgress),
      policy(n, 'dns', {
        ...toDns({ port: 53, protocol: 'UDP' }, { port: 53 }),
        egress: [{ to: [{ namespaceSelector: named('kube-system') }] }],
      }),
    ],
    inside: true,
    codes: ['fail policy.egress-denied'],
  },
  'dns-denied': {
    policies: (n) => [
      policy(n, 'deny', denyEgress),
      policy(n, 'own', { ...denyEgress, egress: [{ to: [{ podSelector: {} }] }] }),
    ],
    inside: true,
    codes: ['fail policy.egress-dns-denied'],
  },
  'dns-udp-only': {
    policies: (n) => [policy(n, 'dns', toDns({ port: 53, protocol: 'UDP' }))],
    inside: true,
    codes: ['warn policy.dns-udp-only'],
  },
};

describe(
  'netpol_audit of a real API server, with the role of deploy/rbac.yaml',
  needs(clusterNeeds()),
  () => {
    let cluster: Cluster;
    let reader: Reader;

    beforeAll(async () => {
      cluster = await startCluster();
      const all = Object.entries(scenes).flatMap(([name, { policies, port }], index) => [
        namespace(name),
        service(name, port),
        pod(name, 'redis', { ip: `10.1.1.${index}` }),
        pod(name, 'api', { ip: `10.1.2.${index}` }),
        ...policies(name),
      ]);
      const dns = pod('kube-system', 'coredns', { labels: { 'k8s-app': 'kube-dns' }, ip: '10.1.9.9' });
      await cluster.create([node, namespace('clients'), pod('clients', 'api'), dns, ...all]);
      reader = await cluster.kubeconfigFor(await layerwalkRoles('without exec'));
    }, START_MS);
    afterAll(() => cluster?.stop());

    const ask = (kubeconfig: string, input: object): Promise<Finding> =>
      netpolAudit.run(
        {
          world: {
            ...stubWorld,
            kubernetes: liveKubernetes({ kubeconfig, env: {} }),
            vantage: async () => stubVantage,
          },
          signal: new AbortController().signal,
          steps: live,
          progress: () => undefined,
        },
        netpolAudit.input.parse(input),
      );
    const question = (name: string) => ({
      source: scenes[name]?.inside ? `${name}/api` : 'clients/api',
      destination: `${name}/svc/redis`,
      port: name === 'service-port' ? 80 : 6379,
    });

    test.for(Object.entries(scenes))('%s', async ([name, { codes }]) => {
      const finding = await ask(reader.kubeconfig, question(name));
      const found = finding.checks.flatMap(({ status, code }) =>
        code === null ? [] : [`${status} ${code}`],
      );
      expect(found).toEqual(codes);
      expect(finding.checks.filter(({ status }) => status === 'unknown')).toEqual([]);
    });

    test.for(['ingress-denied', 'label-drift', 'cross-namespace', 'egress-denied', 'dns-denied'])(
      '%s: the API server takes the policy that mends it, and then it is allowed',
      async (name) => {
        const [check] = (await ask(reader.kubeconfig, question(name))).checks.filter(
          ({ status }) => status === 'fail',
        );
        expect(check?.fix).toMatchObject({ verified: 'simulated' });
        await cluster.create([manifestOf(check?.fix?.manifest ?? '')]);
        expect((await ask(reader.kubeconfig, question(name))).status).toBe('pass');
      },
    );

    test('who may read nothing is told the rule, and nobody is blamed', async () => {
      const nobody = await cluster.kubeconfigFor([clusterRole('no-policies')]);
      const finding = await ask(nobody.kubeconfig, question('ingress-denied'));
      expect(finding.status).toBe('unknown');
      expect(finding.checks[0]?.fix?.verify).toMatch(/^kubectl auth can-i list pods/);
    });

    test('a question takes as many requests as its finding says', async () => {
      const before = (await cluster.requests(reader.user)).length;
      const { notes } = await ask(reader.kubeconfig, question('open'));
      const sent = (await cluster.requests(reader.user)).length - before;
      expect(sent).toBeLessThanOrEqual(15);
      expect(notes.some((note) => note.startsWith(`${sent} requests to the API server`))).toBe(true);
    });
  },
);
