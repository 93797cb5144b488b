import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/core/check.ts';
import { live } from '../../src/core/steps.ts';
import type { Kubernetes } from '../../src/core/world/kubernetes.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { netpolAudit } from '../../src/tools/netpol-audit/tool.ts';
import { serviceAudit } from '../../src/tools/service-audit/tool.ts';
import { stubVantage, stubWorld } from '../protocol/stub-world.ts';
import { json, status } from '../servers/kubernetes-api.ts';
import { type ApiObject, objectApi, pluralIn } from '../servers/kubernetes-objects.ts';

// Every resource that a question reads, with every fault of an API server: no fault may turn an answer round.

const object = (
  apiVersion: string,
  kind: string,
  place: string,
  more: object = {},
  labels = {},
): ApiObject => {
  const [namespace, name] = place.includes('/') ? place.split('/') : [undefined, place];
  return {
    apiVersion,
    kind,
    metadata: { name: name ?? '', ...(namespace && { namespace }), labels },
    ...more,
  };
};
const pod = (place: string, app: string, ip: string): ApiObject =>
  object(
    'v1',
    'Pod',
    place,
    {
      spec: { nodeName: 'n1', containers: [{ name: 'main', ports: [{ containerPort: 6379 }] }] },
      status: { phase: 'Running', podIPs: [{ ip }], conditions: [{ type: 'Ready', status: 'True' }] },
    },
    { app },
  );
const service = (app: string): ApiObject =>
  object('v1', 'Service', 'cache/redis', {
    spec: { clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'], selector: { app }, ports: [{ port: 6379 }] },
  });
const slice = (...addresses: string[]): ApiObject =>
  object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'cache/redis-x',
    {
      addressType: 'IPv4',
      ports: [{ name: '', protocol: 'TCP', port: 6379 }],
      endpoints: addresses.map((address) => ({
        addresses: [address],
        conditions: { ready: true },
        nodeName: 'n1',
      })),
    },
    { 'kubernetes.io/service-name': 'redis' },
  );
const deny = object('networking.k8s.io/v1', 'NetworkPolicy', 'cache/deny', {
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
});
const calico = object('apps/v1', 'DaemonSet', 'kube-system/calico-node', { spec: {} });
const BASE = [
  ...['payments', 'cache', 'kube-system'].map((name) =>
    object('v1', 'Namespace', name, {}, { 'kubernetes.io/metadata.name': name }),
  ),
  object('v1', 'Node', 'n1', { status: { addresses: [{ type: 'InternalIP', address: '192.0.2.10' }] } }),
  pod('payments/api', 'api', '10.1.0.1'),
  pod('cache/redis-0', 'redis', '10.1.0.2'),
  calico,
];
const WELL = [...BASE, service('redis'), slice('10.1.0.2')];
const DENIED = [...WELL, deny];
const EMPTY = [...BASE, service('redis-v2'), slice()];

const FAULTS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '401': (response) => status(response, 401),
  '403': (response) => status(response, 403, { message: 'is forbidden' }),
  '404 of the resource': (response) => void response.writeHead(404).end('404 page not found\n'),
  '410': (response) => status(response, 410, { reason: 'Expired' }),
  '429': (response) => void response.writeHead(429, { 'Retry-After': '0' }).end('busy'),
  '500': (response) => status(response, 500),
  '503': (response) => void response.writeHead(503).end('upstream'),
  'a hang-up': (response) => void response.destroy(),
  'no JSON': (response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>'),
  'JSON of another kind': (response) => json(response, { items: 'none' }),
};

interface Ended {
  readonly status: string;
  readonly checks: readonly Check[];
}

const context = (kubernetes: Kubernetes) => ({
  world: { ...stubWorld, kubernetes, vantage: async () => stubVantage },
  signal: AbortSignal.timeout(60_000),
  steps: live,
  progress: () => undefined,
});
const QUESTION = { source: 'payments/api', destination: 'cache/svc/redis', port: 6379 };
const ASK: Readonly<Record<string, (kubernetes: Kubernetes) => Promise<Ended>>> = {
  netpol_audit: (kubernetes) => netpolAudit.run(context(kubernetes), netpolAudit.input.parse(QUESTION)),
  service_audit: (kubernetes) =>
    serviceAudit.run(context(kubernetes), serviceAudit.input.parse({ service: 'cache/redis', port: 6379 })),
  async diagnose(kubernetes) {
    const { verdict, legs } = await diagnose.run(
      context(kubernetes),
      diagnose.input.parse({ target: 'redis.cache.svc.cluster.local:6379', source: 'payments/api' }),
    );
    return { status: verdict.status, checks: legs.flatMap(({ rows }) => rows) };
  },
};

/** What is asked of what, and the answers that a fault may leave. */
const SCENES: readonly [
  tool: string,
  scene: string,
  objects: readonly ApiObject[],
  allowed: readonly string[],
][] = [
  ['netpol_audit', 'what is allowed', WELL, ['pass', 'unknown']],
  ['netpol_audit', 'what is denied', DENIED, ['fail', 'unknown']],
  ['service_audit', 'a Service that is well', WELL, ['pass', 'unknown']],
  ['service_audit', 'a Service without pods', EMPTY, ['fail', 'unknown']],
  ['diagnose', 'what is well', WELL, ['pass', 'unknown']],
  ['diagnose', 'what is denied', DENIED, ['fail', 'unknown']],
  ['diagnose', 'a Service without pods', EMPTY, ['fail', 'unknown']],
];

describe.each(SCENES)('%s of %s', { timeout: 120_000 }, (tool, _scene, objects, allowed) => {
  test.each(Object.entries(FAULTS))('%s of any one resource', async (name, answer) => {
    const ask = ASK[tool];
    if (!ask) throw new TypeError('A tool that is asked.');
    await using sound = await objectApi(objects);
    const before = await ask(sound.kubernetes);
    expect(allowed).toContain(before.status);
    const plurals = [...new Set(sound.seen.map(({ path }) => pluralIn(path)))].filter(
      (plural) => plural !== '',
    );
    expect(plurals).toContain('pods');
    const wrong: string[] = [];
    const untold: string[] = [];
    for (const plural of plurals) {
      await using api = await objectApi(objects, { plurals: [plural], answer });
      const { status: got, checks } = await ask(api.kubernetes);
      if (!allowed.includes(got)) wrong.push(`${plural}: ${got}`);
      const bare = checks.filter(({ status: one, fix }) => one === 'unknown' && fix === undefined);
      if (bare.length > 0) untold.push(plural);
      // Of a refusal that left an answer open, a check has the rule.
      const opened = name === '403' && got === 'unknown' && before.status !== 'unknown';
      if (opened && !JSON.stringify(checks).includes(plural)) untold.push(`${plural}: no rule`);
    }
    expect(wrong).toEqual([]);
    expect(untold).toEqual([]);
  });
});
