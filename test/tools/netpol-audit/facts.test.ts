import { describe, expect, test } from 'vitest';
import { parseIp } from '../../../src/core/address/ip.ts';
import {
  AdminNetworkPolicy,
  BaselineAdminNetworkPolicy,
} from '../../../src/core/kubernetes/admin-network-policy.ts';
import { ClusterNetworkPolicy } from '../../../src/core/kubernetes/cluster-network-policy.ts';
import { Namespace } from '../../../src/core/kubernetes/namespace.ts';
import { NetworkPolicy } from '../../../src/core/kubernetes/network-policy.ts';
import { Node } from '../../../src/core/kubernetes/node.ts';
import { Pod } from '../../../src/core/kubernetes/pod.ts';
import { judgeFlow } from '../../../src/tools/netpol-audit/model/judge-flow.ts';
import { Model } from '../../../src/tools/netpol-audit/model/model.ts';
import type { Party } from '../../../src/tools/netpol-audit/model/party.ts';
import type { PluginTraits } from '../../../src/tools/netpol-audit/model/plugin.ts';
import { isOver } from '../../../src/tools/netpol-audit/model/pod-party.ts';
import { type ClusterState, EMPTY } from '../../../src/tools/netpol-audit/model/state.ts';

interface Sample {
  v1?: object[];
  admin?: object[];
  baseline?: object[];
  cluster?: object[];
  traits?: PluginTraits;
  missing?: ClusterState['missing'];
  /** Namespaces that were not seen. */
  without?: string[];
}

const PODS = {
  api: { namespace: 'payments', labels: { app: 'api' }, ips: ['10.1.0.1', 'fd00::1'], node: 'n1' },
  web: { namespace: 'payments', labels: { app: 'web', tier: 'front' }, ips: ['10.1.0.2'], node: 'n2' },
  redis: {
    namespace: 'cache',
    labels: { app: 'redis' },
    ips: ['10.1.0.3', 'fd00::3'],
    node: 'n2',
    ports: [{ name: 'redis', containerPort: 6379 }],
  },
  sidecarred: { namespace: 'cache', labels: { app: 'side' }, ips: ['10.1.0.4'], node: 'n1' },
  pending: { namespace: 'cache', labels: { app: 'pending' }, ips: [], node: undefined },
  host1: { namespace: 'payments', labels: { app: 'host' }, ips: ['10.9.0.1'], node: 'n1', host: true },
  host2: { namespace: 'payments', labels: { app: 'host' }, ips: ['10.9.0.2'], node: 'n2', host: true },
} as const;

const pods = Object.entries(PODS).map(([name, pod]) =>
  Pod.parse({
    metadata: { name, namespace: pod.namespace, labels: pod.labels },
    spec: {
      nodeName: pod.node,
      hostNetwork: 'host' in pod,
      containers: [{ name: 'c', ports: 'ports' in pod ? pod.ports : [] }],
      initContainers:
        name === 'sidecarred'
          ? [{ name: 's', restartPolicy: 'Always', ports: [{ name: 'redis', containerPort: 6380 }] }]
          : [],
    },
    status: { phase: name === 'pending' ? 'Pending' : 'Running', podIPs: pod.ips.map((ip) => ({ ip })) },
  }),
);

function modelOf({
  v1 = [],
  admin = [],
  baseline = [],
  cluster = [],
  traits = {},
  missing = [],
  without = [],
}: Sample): Model {
  const meta = (index: number) => ({ name: `p${index}` });
  return new Model(
    {
      ...EMPTY,
      missing,
      pods,
      namespaces: ['payments', 'cache']
        .filter((name) => !without.includes(name))
        .map((name) => Namespace.parse({ metadata: { name, labels: { team: name } } })),
      nodes: ['n1', 'n2'].map((name, index) =>
        Node.parse({
          metadata: { name, labels: { pool: name } },
          status: { addresses: [{ type: 'InternalIP', address: `10.9.0.${index + 1}` }] },
        }),
      ),
      networkPolicies: v1.map((spec, index) =>
        NetworkPolicy.parse({
          metadata: { ...meta(index), namespace: 'namespace' in spec ? spec.namespace : 'cache' },
          spec,
        }),
      ),
      adminNetworkPolicies: admin.map((spec, index) =>
        AdminNetworkPolicy.parse({
          metadata: meta(index),
          spec: { priority: 10, subject: { namespaces: {} }, ...spec },
        }),
      ),
      baselineAdminNetworkPolicies: baseline.map((spec) =>
        BaselineAdminNetworkPolicy.parse({
          metadata: { name: 'default' },
          spec: { subject: { namespaces: {} }, ...spec },
        }),
      ),
      clusterNetworkPolicies: cluster.map((spec, index) =>
        ClusterNetworkPolicy.parse({
          metadata: { name: `c${index}` },
          spec: { tier: 'Admin', priority: 10, subject: { namespaces: {} }, ...spec },
        }),
      ),
    },
    traits,
  );
}

type End = keyof typeof PODS | (string & {});
function party(model: Model, end: End): Party {
  const pod = model.state.pods.find(({ metadata }) => metadata.name === end);
  if (pod) return model.party(pod);
  const ip = parseIp(end);
  if (!ip) throw new TypeError(`No such end: ${end}.`);
  return model.partyAt(ip);
}
interface Flow {
  port?: number;
  protocol?: 'TCP' | 'UDP' | 'SCTP';
  family?: 4 | 6;
  viaService?: boolean;
}
function verdict(
  sample: Sample,
  source: End,
  destination: End,
  { port = 6379, protocol = 'TCP', ...flow }: Flow = {},
) {
  const model = modelOf(sample);
  return judgeFlow(model, {
    source: party(model, source),
    destination: party(model, destination),
    port,
    protocol,
    ...flow,
  }).verdict;
}
const REDIS = { podSelector: { matchLabels: { app: 'redis' } } };
const ingress = (...rules: object[]): Sample => ({
  v1: [{ ...REDIS, policyTypes: ['Ingress'], ingress: rules }],
});
const egress = (...rules: object[]): Sample => ({
  v1: [{ namespace: 'payments', podSelector: {}, policyTypes: ['Egress'], egress: rules }],
});
const PAYMENTS = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'payments' } } };
const API = { podSelector: { matchLabels: { app: 'api' } } };
const CIDR = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, except } });
const BY_ADDRESS = { blockMatchesPods: true, hostNetworkIsNode: true };

describe('networking.k8s.io/v1', () => {
  test.each<[string, Sample, End, End, Flow, string]>([
    [
      '1: an empty podSelector is every pod of the namespace',
      { v1: [{ podSelector: {}, policyTypes: ['Ingress'] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    ['1: a missing one too', { v1: [{ policyTypes: ['Ingress'] }] }, 'api', 'redis', {}, 'denied'],
    ['1: and of no other namespace', { v1: [{ policyTypes: ['Ingress'] }] }, 'redis', 'api', {}, 'allowed'],
    ['2: no types: ingress always', { v1: [{ podSelector: {} }] }, 'api', 'redis', {}, 'denied'],
    [
      '2: no types and egress []: ingress only',
      { v1: [{ namespace: 'payments', egress: [] }] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '2: no types and an egress rule: egress too',
      { v1: [{ namespace: 'payments', egress: [{ to: [API] }] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '3: a type with missing rules denies',
      { v1: [{ policyTypes: ['Ingress'], ingress: null }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    ['3: the rule {} allows all', ingress({}), '192.0.2.1', 'redis', {}, 'allowed'],
    [
      '3: rules under an unlisted type are ignored',
      { v1: [{ policyTypes: ['Ingress'], egress: [{}] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    ['4: from [] is anybody', ingress({ from: [] }), '192.0.2.1', 'redis', {}, 'allowed'],
    [
      '4: ports [] is any port',
      ingress({ from: [PAYMENTS], ports: [] }),
      'api',
      'redis',
      { protocol: 'SCTP' },
      'allowed',
    ],
    [
      '5: rules are ORed',
      ingress({ from: [{ podSelector: {} }] }, { from: [PAYMENTS] }),
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '5: policies are ORed',
      { v1: [{ policyTypes: ['Ingress'] }, { policyTypes: ['Ingress'], ingress: [{}] }] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '5: peers AND ports',
      ingress({ from: [PAYMENTS], ports: [{ port: 80 }] }),
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '5: namespaceSelector AND podSelector',
      ingress({ from: [{ ...PAYMENTS, ...API }] }),
      'web',
      'redis',
      {},
      'denied',
    ],
    ['5: two peers are ORed', ingress({ from: [PAYMENTS, API] }), 'web', 'redis', {}, 'allowed'],
    [
      '6: podSelector alone is the policy’s own namespace',
      ingress({ from: [API] }),
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '6: namespaceSelector {} is every namespace',
      ingress({ from: [{ namespaceSelector: {} }] }),
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '6: selectors never match an address outside',
      ingress({ from: [{ namespaceSelector: {} }] }),
      '192.0.2.1',
      'redis',
      {},
      'denied',
    ],
    ['7: an empty peer is invalid', ingress({ from: [{}] }), 'api', 'redis', {}, 'unknown'],
    [
      '7: ipBlock with a selector is invalid',
      ingress({ from: [{ ...API, ...CIDR('0.0.0.0/0') }] }),
      'api',
      'redis',
      {},
      'unknown',
    ],
    [
      '8: NotIn matches where the key is absent',
      ingress({
        from: [
          {
            namespaceSelector: {},
            podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] },
          },
        ],
      }),
      'api',
      'redis',
      {},
      'allowed',
    ],
    ['9: metadata.name is added', ingress({ from: [PAYMENTS] }), 'api', 'redis', {}, 'allowed'],
    [
      '9: and known of a namespace that was not seen',
      { ...ingress({ from: [PAYMENTS] }), without: ['payments'] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '9: whose other labels are unknown',
      {
        ...ingress({ from: [{ namespaceSelector: { matchLabels: { team: 'x' } } }] }),
        without: ['payments'],
      },
      'api',
      'redis',
      {},
      'unknown',
    ],
    [
      '10: host bits are masked',
      ingress({ from: [CIDR('192.0.2.77/24')] }),
      '192.0.2.1',
      'redis',
      {},
      'allowed',
    ],
    [
      '10: except affects its own peer',
      ingress({ from: [CIDR('192.0.2.0/24', '192.0.2.0/25')] }),
      '192.0.2.1',
      'redis',
      {},
      'denied',
    ],
    [
      '10: and no other',
      ingress({ from: [CIDR('192.0.2.0/24', '192.0.2.0/25'), CIDR('192.0.2.1/32')] }),
      '192.0.2.1',
      'redis',
      {},
      'allowed',
    ],
    [
      '10: except outside of cidr is invalid',
      ingress({ from: [CIDR('192.0.2.0/24', '198.51.100.0/24')] }),
      '192.0.2.1',
      'redis',
      {},
      'unknown',
    ],
    [
      '10: families never cross',
      { ...ingress({ from: [CIDR('0.0.0.0/0')] }), traits: BY_ADDRESS },
      'api',
      'redis',
      { family: 6 },
      'denied',
    ],
    [
      '10: dual stack is judged per address',
      { ...ingress({ from: [CIDR('0.0.0.0/0')] }), traits: BY_ADDRESS },
      'api',
      'redis',
      { family: 4 },
      'allowed',
    ],
    [
      '11: ipBlock on a pod depends on the plugin',
      ingress({ from: [CIDR('10.0.0.0/8')] }),
      'api',
      'redis',
      { family: 4 },
      'unknown',
    ],
    [
      '11: which Cilium does not do',
      { ...ingress({ from: [CIDR('10.0.0.0/8')] }), traits: { blockMatchesPods: false } },
      'api',
      'redis',
      { family: 4 },
      'denied',
    ],
    [
      '12: a missing protocol is TCP',
      ingress({ ports: [{ port: 6379 }] }),
      'api',
      'redis',
      { protocol: 'UDP' },
      'denied',
    ],
    [
      '12: a missing port is every port of the protocol',
      ingress({ ports: [{ protocol: 'UDP' }] }),
      'api',
      'redis',
      { protocol: 'UDP', port: 1 },
      'allowed',
    ],
    ['12: of that protocol only', ingress({ ports: [{ protocol: 'UDP' }] }), 'api', 'redis', {}, 'denied'],
    [
      '13: endPort is inclusive',
      ingress({ ports: [{ port: 6000, endPort: 6379 }] }),
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '13: endPort needs a number',
      ingress({ ports: [{ port: 'redis', endPort: 7000 }] }),
      'api',
      'redis',
      {},
      'unknown',
    ],
    [
      '13: endPort is not below port',
      ingress({ ports: [{ port: 6379, endPort: 80 }] }),
      'api',
      'redis',
      {},
      'unknown',
    ],
    [
      '14: a named port is the destination’s',
      ingress({ ports: [{ port: 'redis' }] }),
      'api',
      'redis',
      {},
      'allowed',
    ],
    ['14: in egress too', egress({ ports: [{ port: 'redis' }] }), 'api', 'redis', {}, 'allowed'],
    [
      '14: it differs per pod, and a sidecar’s counts (25)',
      egress({ ports: [{ port: 'redis' }] }),
      'api',
      'sidecarred',
      { port: 6380 },
      'allowed',
    ],
    ['14: no match, no traffic', egress({ ports: [{ port: 'redis' }] }), 'api', 'sidecarred', {}, 'denied'],
    [
      '14: with the protocol',
      egress({ ports: [{ port: 'redis', protocol: 'UDP' }] }),
      'api',
      'redis',
      { protocol: 'UDP' },
      'denied',
    ],
    [
      '14: never an address outside',
      egress({ ports: [{ port: 'redis' }] }),
      'api',
      '192.0.2.1',
      {},
      'denied',
    ],
    [
      '15: "80" is a name, and invalid',
      ingress({ ports: [{ port: '6379' }] }),
      'api',
      'redis',
      {},
      'unknown',
    ],
    [
      '17: both sides',
      { v1: [...(egress({}).v1 ?? []), { policyTypes: ['Ingress'] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '17: on the same port',
      {
        v1: [
          ...(egress({ ports: [{ port: 80 }] }).v1 ?? []),
          ...(ingress({ ports: [{ port: 6379 }] }).v1 ?? []),
        ],
      },
      'api',
      'redis',
      {},
      'denied',
    ],
    ['17: replies are implied', { v1: [{ policyTypes: ['Egress'] }] }, 'api', 'redis', {}, 'allowed'],
    [
      '18: a pod is never cut off from itself',
      { v1: [{ policyTypes: ['Ingress', 'Egress'] }] },
      'redis',
      'redis',
      {},
      'allowed',
    ],
    [
      '18: by its Service it is undefined',
      { v1: [{ policyTypes: ['Ingress', 'Egress'] }] },
      'redis',
      'redis',
      { viaService: true },
      'unknown',
    ],
    ['19: from the own node always', ingress(), '10.9.0.2', 'redis', {}, 'allowed'],
    ['19: from another not', ingress(), '10.9.0.1', 'redis', {}, 'denied'],
    ['19: to the own node depends on the plugin', egress(), 'api', '10.9.0.1', {}, 'unknown'],
    ['19: to another it does not', egress(), 'api', '10.9.0.2', {}, 'denied'],
    [
      '20: a hostNetwork pod is its node’s address',
      { ...ingress({ from: [PAYMENTS] }), traits: BY_ADDRESS },
      'host1',
      'redis',
      {},
      'denied',
    ],
    [
      '20: matched by ipBlock',
      { ...ingress({ from: [CIDR('10.9.0.1/32')] }), traits: BY_ADDRESS },
      'host1',
      'redis',
      {},
      'allowed',
    ],
    ['20: with 19 on the same node', { ...ingress(), traits: BY_ADDRESS }, 'host2', 'redis', {}, 'allowed'],
    ['20: undefined by the specification', ingress({ from: [PAYMENTS] }), 'host1', 'redis', {}, 'unknown'],
    ['20: neither is it subject', { ...egress(), traits: BY_ADDRESS }, 'host1', 'redis', {}, 'allowed'],
    [
      '21: a pod without address is matched by labels',
      {
        v1: [
          {
            namespace: 'payments',
            policyTypes: ['Ingress'],
            ingress: [{ from: [{ namespaceSelector: {} }] }],
          },
        ],
      },
      'pending',
      'api',
      {},
      'allowed',
    ],
    [
      '21: CIDR rules on it are unknown',
      {
        v1: [{ namespace: 'payments', policyTypes: ['Ingress'], ingress: [{ from: [CIDR('10.0.0.0/8')] }] }],
      },
      'pending',
      'api',
      {},
      'unknown',
    ],
    [
      'not seen policies are no policies',
      { missing: [{ resource: 'networkpolicies.networking.k8s.io', namespace: 'cache' }] },
      'api',
      'redis',
      {},
      'unknown',
    ],
  ])('%s', (_name, sample, source, destination, flow, expected) => {
    expect(verdict(sample, source, destination, flow)).toBe(expected);
  });

  test.each(['Succeeded', 'Failed'])('21: a pod that is %s has lost its address', (phase) => {
    const [api] = pods;
    if (!api) throw new TypeError('There are pods.');
    const over = { ...api, status: { ...api.status, phase } };
    expect(isOver(over)).toBe(true);
    const model = new Model({ ...EMPTY, pods: [over] });
    const ip = parseIp('10.1.0.1');
    expect(ip && model.partyAt(ip).kind).toBe('external');
  });

  test('7: it is said where', () => {
    const model = modelOf({
      v1: [{ policyTypes: ['Ingress'], ingress: [{}, { from: [API, {}], ports: [{ port: '80' }] }] }],
    });
    expect(model.policies('cache')[0]?.problems.map(({ where }) => where)).toEqual([
      'spec.ingress[1].from[1]',
      'spec.ingress[1].ports[0]',
    ]);
  });
});

const ALL = { namespaces: {} };
const deny = (...from: object[]) => ({ ingress: [{ action: 'Deny', from }] });
const rule = (action: string, ...from: object[]) => ({ action, from });
const out = (action: string, to: object, more: object = {}) => ({ action, to: [to], ...more });
const NOBODY = { v1: [{ policyTypes: ['Ingress'] }] };

describe('policy.networking.k8s.io', () => {
  test.each<[string, Sample, End, End, Flow, string]>([
    [
      '26: Admin before NetworkPolicy',
      { ...NOBODY, admin: [{ ingress: [rule('Allow', ALL)] }] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '26: ascending priority',
      {
        admin: [
          { priority: 20, ...deny(ALL) },
          { priority: 5, ingress: [rule('Allow', ALL)] },
        ],
      },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '26: rules in order',
      { admin: [{ ingress: [rule('Deny', ALL), rule('Allow', ALL)] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '26: Pass skips the rest of the tier',
      { admin: [{ ingress: [rule('Pass', ALL), rule('Deny', ALL)] }] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '26: and leads to NetworkPolicy',
      { ...NOBODY, admin: [{ ingress: [rule('Pass', ALL)] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    ['26: Baseline where nothing isolates', { baseline: [deny(ALL)] }, 'api', 'redis', {}, 'denied'],
    [
      '26: NetworkPolicy is final where it isolates',
      { ...ingress({}), baseline: [deny(ALL)] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '26: in that direction only',
      { v1: [{ policyTypes: ['Egress'], egress: [{}] }], baseline: [deny(ALL)] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '27: an egress Accept does not override ingress',
      { ...NOBODY, admin: [{ egress: [out('Allow', ALL)] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '27: what isolation denies never reaches Baseline',
      { ...NOBODY, baseline: [{ ingress: [rule('Allow', ALL)] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '28: equal priorities with different actions',
      { admin: [deny(ALL), { ingress: [rule('Allow', ALL)] }] },
      'api',
      'redis',
      {},
      'unknown',
    ],
    [
      '28: with the same action they do not matter',
      { admin: [deny(ALL), deny(ALL)] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '28: nor where one does not match',
      { admin: [deny(ALL), { ingress: [rule('Allow', { namespaces: { matchLabels: { team: 'x' } } })] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '29: no rules in a direction, no effect',
      { admin: [{ egress: [out('Deny', { namespaces: { matchLabels: { team: 'x' } } })] }] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '30: no address outside matches in ingress',
      { admin: [deny(ALL)] },
      '192.0.2.1',
      'redis',
      {},
      'allowed',
    ],
    [
      '30: hostNetwork pods are no peers',
      { admin: [deny(ALL)], traits: BY_ADDRESS },
      'host1',
      'redis',
      {},
      'allowed',
    ],
    [
      '30: nor subjects',
      { admin: [{ egress: [out('Deny', ALL)] }], traits: BY_ADDRESS },
      'host1',
      'redis',
      {},
      'allowed',
    ],
    [
      '31: networks match pods too',
      { admin: [{ egress: [out('Deny', { networks: ['10.0.0.0/8'] })] }] },
      'api',
      'redis',
      { family: 4 },
      'denied',
    ],
    [
      '31: nodes match node addresses',
      { admin: [{ egress: [out('Deny', { nodes: { matchLabels: { pool: 'n2' } } })] }] },
      'api',
      '10.9.0.2',
      {},
      'denied',
    ],
    [
      '31: of the nodes that are meant',
      { admin: [{ egress: [out('Deny', { nodes: { matchLabels: { pool: 'n1' } } })] }] },
      'api',
      '10.9.0.2',
      {},
      'allowed',
    ],
    [
      '31: domain names are unknown',
      {
        admin: [
          { priority: 1, egress: [out('Allow', { domainNames: ['example.com'] })] },
          { egress: [out('Deny', { networks: ['0.0.0.0/0'] })] },
        ],
      },
      'api',
      '192.0.2.1',
      {},
      'unknown',
    ],
    [
      '32: an Allow with an unknown field matches nothing',
      { ...NOBODY, admin: [{ ingress: [rule('Allow', { later: {} })] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '32: a Deny denies all',
      { admin: [{ ingress: [rule('Deny', { later: {} })] }] },
      '192.0.2.1',
      'redis',
      {},
      'denied',
    ],
    [
      '32: and so does a Pass',
      { admin: [{ ingress: [rule('Pass', { later: {} })] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '32: a selector of an earlier version is not everything',
      { ...NOBODY, admin: [{ ingress: [rule('Allow', { namespaces: { sameLabels: ['team'] } })] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '33: namedPort has the protocol of the pod',
      { admin: [{ egress: [out('Deny', ALL, { ports: [{ namedPort: 'redis' }] })] }] },
      'api',
      'redis',
      {},
      'denied',
    ],
    [
      '33: tcp: {} is all of TCP',
      { cluster: [{ egress: [out('Deny', ALL, { protocols: [{ tcp: {} }] })] }] },
      'api',
      'redis',
      { port: 1 },
      'denied',
    ],
    [
      '33: and no other protocol',
      { cluster: [{ egress: [out('Deny', ALL, { protocols: [{ tcp: {} }] })] }] },
      'api',
      'redis',
      { protocol: 'UDP' },
      'allowed',
    ],
    [
      '33: Accept is Allow',
      { ...NOBODY, cluster: [{ ingress: [rule('Accept', ALL)] }] },
      'api',
      'redis',
      {},
      'allowed',
    ],
    [
      '33: tier Baseline has priorities',
      {
        cluster: [
          { tier: 'Baseline', priority: 2, ...deny(ALL) },
          { tier: 'Baseline', priority: 1, ingress: [rule('Accept', ALL)] },
        ],
      },
      'api',
      'redis',
      {},
      'allowed',
    ],
    ['34: a pod’s own address is exempt', { admin: [deny(ALL)] }, 'redis', 'redis', {}, 'allowed'],
    ['34: its Service’s is not', { admin: [deny(ALL)] }, 'redis', 'redis', { viaService: true }, 'denied'],
  ])('%s', (_name, sample, source, destination, flow, expected) => {
    expect(verdict(sample, source, destination, flow)).toBe(expected);
  });
});
