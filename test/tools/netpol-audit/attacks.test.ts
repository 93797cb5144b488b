import { describe, expect, test } from 'vitest';
import {
  API,
  BASE,
  CALICO,
  FROM_PAYMENTS,
  namespace,
  pod,
  policy,
  REDIS,
  service,
  said,
  type Described,
} from './asked-of-files.ts';

// Set-ups in which a careless evaluator gives the wrong answer.

describe('dual stack', () => {
  const onlyV4 = policy('cache/v4', { ingress: [{ from: [{ ipBlock: { cidr: '10.1.0.0/16' } }] }] });
  const to = { destination: 'cache/svc/redis', port: 80 };

  test.each([
    [
      'both families: one of them is denied',
      ['IPv4', 'IPv6'],
      ['warn policy.ingress-denied', 'pass', 'warn policy.ipblock-pods'],
    ],
    ['IPv4 alone: the denied family is not used', ['IPv4'], ['pass', 'warn policy.ipblock-pods']],
    ['IPv6 alone', ['IPv6'], ['fail policy.ingress-denied']],
  ])('a Service of %s', async (_, ipFamilies, expected) => {
    expect(await said([...BASE, CALICO, onlyV4, service({ ipFamilies })], to)).toEqual(expected);
  });
});

describe('the address of a Service', () => {
  const deny = policy('cache/deny', { policyTypes: ['Ingress'] });
  const at = service({ clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7', 'fd96::7'] });

  test.each(['10.96.0.7', 'fd96:0::7'])('%s is its pods, at their own port', async (destination) => {
    expect(await said([...BASE, at, deny], { destination, port: 80 })).toEqual([
      'fail policy.ingress-denied',
    ]);
    const admitted = policy('cache/allow', { ingress: [{ from: [FROM_PAYMENTS], ports: [{ port: 6379 }] }] });
    expect(await said([...BASE, at, deny, admitted], { destination, port: 80 })).toEqual(['pass']);
  });

  test('another address is outside', async () => {
    expect(await said([...BASE, at, deny], { destination: '10.96.0.8', port: 80 })).toEqual(['pass']);
  });
});

describe('policies of a plugin, which are not evaluated', () => {
  const calico = (selector: string) => ({
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'own', namespace: 'cache' },
    spec: { selector, types: ['Ingress'] },
  });
  const cilium = (key: string) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'own', namespace: 'cache' },
    spec: { endpointSelector: { matchLabels: { [key]: 'redis' } }, ingress: [{}] },
  });
  const labelled = [...BASE.slice(0, 3), pod('cache/redis', { labels: { 'k8s.example.com/app': 'redis' } })];
  const MAY = ['warn policy.other-api', 'unknown'];

  test.each([
    ['by the pod’s service account', [...BASE, calico("projectcalico.org/serviceaccount == 'redis'")], MAY],
    ['by a label of its namespace', [...BASE, calico("pcns.team == 'b'")], MAY],
    ['by its label', [...BASE, calico("app == 'redis'")], MAY],
    ['by another label', [...BASE, calico("app == 'web'")], ['pass']],
    ['by a key that only begins like a source', [...labelled, cilium('k8s.example.com/app')], MAY],
    ['by a key with its source', [...BASE, cilium('k8s:app')], MAY],
    ['by another key', [...BASE, cilium('k8s:role')], ['pass']],
  ])('select %s', async (_, objects, expected) => {
    expect(await said(objects)).toEqual(expected);
  });
});

describe('pods on which the AWS VPC CNI enforces nothing', () => {
  const AWS = { ...CALICO, metadata: { name: 'aws-node', namespace: 'kube-system' } };
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'redis-6f', uid: 'u1', controller: true };
  const made = (more: object): object => {
    const { metadata, ...rest } = REDIS;
    return { ...rest, metadata: { ...metadata, ...more } };
  };
  const ends = (redis: object, ...more: object[]) => [...BASE.slice(0, 3), redis, ...more];
  const deny = policy('cache/deny', { policyTypes: ['Ingress'] });
  const shut = policy('payments/shut', { policyTypes: ['Egress'] });
  const fargate = {
    labels: { app: 'redis', 'eks.amazonaws.com/fargate-profile': 'p' },
    ownerReferences: [owner],
  };

  test.each([
    ['no owner', ends(made({}), deny, AWS), ['unknown']],
    ['an owner', ends(made({ ownerReferences: [owner] }), deny, AWS), ['fail policy.ingress-denied']],
    ['Fargate', ends(made(fargate), deny, AWS), ['unknown']],
    ['no owner, with another plugin', ends(made({}), deny, CALICO), ['fail policy.ingress-denied']],
    ['what is allowed stays so', ends(made({}), AWS), ['pass']],
  ])('%s', async (_, objects, expected) => {
    expect(await said(objects)).toEqual(expected);
  });

  test('an owner on the other side, which denies as well', async () => {
    const { metadata, ...rest } = API;
    const owned = { ...rest, metadata: { ...metadata, ownerReferences: [owner] } };
    const objects = [...BASE.slice(0, 2), owned, REDIS, deny, shut, AWS];
    // The last is about names: the DNS of this cluster is not among the files.
    expect(await said(objects)).toEqual([
      'fail policy.egress-denied',
      'fail policy.ingress-denied',
      'unknown',
    ]);
  });
});

describe('an ambient mesh', () => {
  const ambient = { annotations: { 'ambient.istio.io/redirection': 'enabled' } };
  const ends = (source: Described, destination: Described) => [
    ...BASE.slice(0, 2),
    pod('payments/api', source),
    pod('cache/redis', destination),
  ];
  const allow = (...ports: number[]) =>
    policy('cache/allow', { ingress: [{ from: [FROM_PAYMENTS], ports: ports.map((port) => ({ port })) }] });

  test.each([
    ['the port alone', [...ends(ambient, ambient), allow(6379)], ['unknown']],
    ['and the port of the ztunnels', [...ends(ambient, ambient), allow(6379, 15_008)], ['pass']],
    [
      'that alone: what is dialled is not what is sent',
      [...ends(ambient, ambient), allow(15_008)],
      ['unknown'],
    ],
    ['the port, from outside of the mesh', [...ends({}, ambient), allow(6379)], ['pass']],
  ])('between pods of it: %s', async (_, objects, expected) => {
    expect(await said(objects)).toEqual(expected);
  });
});

describe('ports', () => {
  const named = (...containers: object[]) => pod('cache/redis', { spec: { containers } });
  const port = (name: string, containerPort: number) => ({
    name: `c${containerPort}`,
    ports: [{ name, containerPort }],
  });
  const byName = policy('cache/allow', { ingress: [{ ports: [{ port: 'redis' }] }] });
  const range = (from: number, endPort: number) =>
    policy('cache/allow', { ingress: [{ ports: [{ port: from, endPort }] }] });
  const init = (more: object) =>
    pod('cache/redis', { spec: { initContainers: [{ ...port('redis', 6379), ...more }] } });

  test.each([
    [
      'several containers with the name: any',
      [named(port('redis', 6380), port('redis', 6379)), byName],
      ['pass'],
    ],
    ['the name of a sidecar', [init({ restartPolicy: 'Always' }), byName], ['pass']],
    ['the name of an init container, which has ended', [init({}), byName], ['fail policy.named-port']],
    ['the last port of a range', [REDIS, range(6370, 6379)], ['pass']],
    ['the only port of a range', [REDIS, range(6379, 6379)], ['pass']],
    ['one past a range', [REDIS, range(6370, 6378)], ['fail policy.ingress-denied']],
  ])('%s', async (_, objects, expected) => {
    expect(await said([...BASE.slice(0, 3), ...objects])).toEqual(expected);
  });
});

describe('pods', () => {
  const deny = policy('cache/deny', { policyTypes: ['Ingress'] });
  test('one that has ended has given its address away: it is not the source', async () => {
    const ended = pod('payments/job', { ips: ['10.1.0.9'], phase: 'Succeeded' });
    const allowed = policy('cache/allow', { ingress: [{ from: [FROM_PAYMENTS] }] });
    const asked = { source: '10.1.0.9' };
    expect(await said([...BASE, ended, deny, allowed], asked)).toEqual(['fail policy.ingress-denied']);
  });

  test('in the node’s network: no policy that selects it applies, where the plugin is known', async () => {
    const host = pod('cache/redis', { ips: ['192.168.0.2'], spec: { hostNetwork: true, nodeName: 'n1' } });
    expect(await said([...BASE.slice(0, 3), CALICO, host, deny])).toEqual(['pass']);
  });

  test('an empty podSelector as peer is the policy’s own namespace', async () => {
    const own = policy('cache/own', { ingress: [{ from: [{ podSelector: {} }] }] });
    expect(await said([...BASE, own])).toEqual(['fail policy.ingress-denied']);
    const all = policy('cache/all', { ingress: [{ from: [{ podSelector: {}, namespaceSelector: {} }] }] });
    expect(await said([...BASE, own, all])).toEqual(['pass']);
  });

  test('a policy for egress alone isolates nobody for ingress', async () => {
    expect(await said([...BASE, policy('cache/out', { policyTypes: ['Egress'], ingress: [] })])).toEqual([
      'pass',
    ]);
  });
});

test('both selectors of a peer are no slip where the pods that they mean may be in a namespace that was not read', async () => {
  const both = {
    namespaceSelector: { matchLabels: { team: 'a' } },
    podSelector: { matchLabels: { app: 'web' } },
  };
  const rule = policy('cache/allow', { ingress: [{ from: [both] }] });
  const web = pod('cache/web');
  expect(await said([...BASE, rule, web])).toEqual(['fail policy.and-or']);
  const elsewhere = [namespace('front', { team: 'a' }), pod('front/web')];
  expect(await said([...BASE, rule, web, ...elsewhere])).toEqual(['fail policy.label-drift']);
});

test('Pass leads past the Admin tier to isolation, which Baseline does not undo', async () => {
  const admin = (kind: string, spec: object) => ({
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind,
    metadata: { name: 'default' },
    spec: { subject: { namespaces: {} }, ...spec },
  });
  const from = [{ namespaces: {} }];
  const objects = [
    ...BASE,
    admin('AdminNetworkPolicy', {
      priority: 5,
      ingress: [
        { action: 'Pass', from },
        { action: 'Allow', from },
      ],
    }),
    policy('cache/deny', { policyTypes: ['Ingress'] }),
    admin('BaselineAdminNetworkPolicy', { ingress: [{ action: 'Allow', from }] }),
  ];
  expect(await said(objects)).toEqual(['fail policy.ingress-denied']);
});
