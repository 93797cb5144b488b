import fc from 'fast-check';
import {
  AdminNetworkPolicy,
  BaselineAdminNetworkPolicy,
} from '../../../src/core/kubernetes/admin-network-policy.ts';
import { ClusterNetworkPolicy } from '../../../src/core/kubernetes/cluster-network-policy.ts';
import { Namespace } from '../../../src/core/kubernetes/namespace.ts';
import { NetworkPolicy } from '../../../src/core/kubernetes/network-policy.ts';
import { Node } from '../../../src/core/kubernetes/node.ts';
import { Pod } from '../../../src/core/kubernetes/pod.ts';
import { type ClusterState, EMPTY } from '../../../src/tools/netpol-audit/model/state.ts';

// Small alphabets, so that what is generated meets.
const NAMESPACES = ['a', 'b', 'c'];
const NODES = ['n1', 'n2'];
const values = fc.constantFrom('x', 'y', 'z');
const labels = fc.dictionary(fc.constantFrom('app', 'tier'), values, { maxKeys: 2 });
const expression = fc.record({
  key: fc.constantFrom('app', 'tier'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(values, { maxLength: 2 }),
});
const selector = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 4, arbitrary: fc.record({ matchLabels: labels }) },
  { weight: 1, arbitrary: fc.record({ matchExpressions: fc.array(expression, { maxLength: 2 }) }) },
);
const namespaceSelector = fc.oneof(
  selector,
  fc.constantFrom(...NAMESPACES).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);
const network = fc.constantFrom(
  '10.0.0.0/30',
  '10.0.0.3/31',
  '10.0.0.0/24',
  '0.0.0.0/0',
  '192.0.2.0/24',
  '10.9.0.0/16',
  'fd00::/64',
  '::/0',
  '2001:db8::/32',
);
const holes: Record<string, string[]> = {
  '10.0.0.0/24': ['10.0.0.2/32', '10.0.0.4/30'],
  '0.0.0.0/0': ['10.0.0.0/8', '192.0.2.1/32'],
  '::/0': ['fd00::/16'],
};
const block = network.chain((cidr) =>
  fc.subarray(holes[cidr] ?? []).map((except) => ({ ipBlock: { cidr, except } })),
);
const peer = fc.oneof(
  { weight: 3, arbitrary: fc.record({ podSelector: selector }) },
  { weight: 3, arbitrary: fc.record({ namespaceSelector }) },
  { weight: 3, arbitrary: fc.record({ podSelector: selector, namespaceSelector }) },
  { weight: 2, arbitrary: block },
);
const protocol = fc.constantFrom('TCP' as const, 'UDP' as const, 'SCTP' as const);
const number = fc.constantFrom(80, 443, 8080, 6379);
const port = fc.oneof(
  fc.record({ protocol, port: number }),
  fc.record({ port: fc.constantFrom('http', 'redis') }),
  fc.record({ protocol }),
  fc.record({ protocol, port: fc.constant(80), endPort: fc.constantFrom(80, 500, 9000) }),
);
const few = <T>(one: fc.Arbitrary<T>, maxLength = 2) => fc.array(one, { maxLength });
const types = fc.constantFrom([], ['Ingress'], ['Egress'], ['Ingress', 'Egress']);
const inNamespace = fc.constantFrom(...NAMESPACES);

export const networkPolicy = fc
  .record({
    namespace: inNamespace,
    podSelector: selector,
    policyTypes: types,
    ingress: few(fc.record({ from: few(peer), ports: few(port) })),
    egress: few(fc.record({ to: few(peer), ports: few(port) })),
  })
  .map(({ namespace, ...spec }) => ({ namespace, spec }));
export const policyOf = ({ namespace, spec }: { namespace: string; spec: object }, index: number) =>
  NetworkPolicy.parse({ metadata: { name: `p${index}`, namespace }, spec });

const adminPeer = (direction: 'ingress' | 'egress') =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ namespaces: namespaceSelector }) },
    { weight: 3, arbitrary: fc.record({ pods: fc.record({ namespaceSelector, podSelector: selector }) }) },
    ...(direction === 'egress'
      ? [
          {
            weight: 2,
            arbitrary: fc.record({ networks: fc.array(network, { minLength: 1, maxLength: 2 }) }),
          },
          { weight: 1, arbitrary: fc.record({ nodes: selector }) },
        ]
      : []),
    { weight: 1, arbitrary: fc.constant({ later: {} }) },
  );
const adminPort = fc.oneof(
  fc.record({ portNumber: fc.record({ protocol, port: number }) }),
  fc.record({ portRange: fc.record({ protocol, start: fc.constant(80), end: fc.constantFrom(443, 9000) }) }),
  fc.record({ namedPort: fc.constantFrom('http', 'redis') }),
);
const destinationPort = fc.oneof(
  fc.record({ destinationPort: fc.record({ number }) }),
  fc.record({
    destinationPort: fc.record({
      range: fc.record({ start: fc.constant(80), end: fc.constantFrom(443, 9000) }),
    }),
  }),
  fc.constant({}),
);
const clusterProtocol = fc.oneof(
  fc.record({ tcp: destinationPort }),
  fc.record({ udp: destinationPort }),
  fc.record({ sctp: destinationPort }),
  fc.record({ destinationNamedPort: fc.constantFrom('http', 'redis') }),
);
const subject = fc.oneof(
  fc.record({ namespaces: namespaceSelector }),
  fc.record({ pods: fc.record({ namespaceSelector, podSelector: selector }) }),
);
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 2 });
const adminRules = (actions: string[], key: 'ports' | 'protocols', entry: fc.Arbitrary<unknown>) => ({
  ingress: few(
    fc.record({ action: fc.constantFrom(...actions), from: some(adminPeer('ingress')), [key]: few(entry) }),
  ),
  egress: few(
    fc.record({ action: fc.constantFrom(...actions), to: some(adminPeer('egress')), [key]: few(entry) }),
  ),
});
const priority = fc.constantFrom(1, 2, 3);
const admin = fc.record({ priority, subject, ...adminRules(['Allow', 'Deny', 'Pass'], 'ports', adminPort) });
const baseline = fc.record({ subject, ...adminRules(['Allow', 'Deny'], 'ports', adminPort) });
const cluster = fc.record({
  tier: fc.constantFrom('Admin', 'Baseline'),
  priority,
  subject,
  ...adminRules(['Accept', 'Deny', 'Pass'], 'protocols', clusterProtocol),
});

const containerPort = fc.record({ name: fc.constantFrom('http', 'redis'), containerPort: number, protocol });
const pod = fc.record({
  namespace: inNamespace,
  labels,
  node: fc.constantFrom(...NODES),
  host: fc.nat(9).map((n) => n === 0),
  ports: few(containerPort),
  sidecar: few(containerPort, 1),
});

/** Pods, nodes, namespaces and policies; `tiers` adds the cluster-scoped ones. */
export const anyCluster = (tiers: boolean): fc.Arbitrary<ClusterState> =>
  fc
    .record({
      pods: fc.array(pod, { minLength: 2, maxLength: 5 }),
      namespaces: fc.tuple(labels, labels, labels),
      nodes: fc.tuple(labels, labels),
      policies: few(networkPolicy, 5),
      admins: few(admin, tiers ? 2 : 0),
      baselines: few(baseline, tiers ? 1 : 0),
      clusters: few(cluster, tiers ? 3 : 0),
    })
    .map((made) => ({
      ...EMPTY,
      namespaces: NAMESPACES.map((name, index) =>
        Namespace.parse({ metadata: { name, labels: made.namespaces[index] } }),
      ),
      nodes: NODES.map((name, index) =>
        Node.parse({
          metadata: { name, labels: made.nodes[index] },
          status: { addresses: [{ type: 'InternalIP', address: `10.9.0.${index + 1}` }] },
        }),
      ),
      pods: made.pods.map(({ namespace, labels: own, node, host, ports, sidecar }, index) =>
        Pod.parse({
          metadata: { name: `pod${index}`, namespace, labels: own },
          spec: {
            nodeName: node,
            hostNetwork: host,
            containers: [{ name: 'c', ports }],
            initContainers: [
              { name: 's', restartPolicy: 'Always', ports: sidecar },
              { name: 'i', ports: [{ name: 'http', containerPort: 80 }] },
            ],
          },
          status: host
            ? { phase: 'Running', hostIPs: [{ ip: `10.9.0.${NODES.indexOf(node) + 1}` }] }
            : { phase: 'Running', podIPs: [{ ip: `10.0.0.${index + 1}` }, { ip: `fd00::${index + 1}` }] },
        }),
      ),
      networkPolicies: made.policies.map(policyOf),
      adminNetworkPolicies: made.admins.map((spec, index) =>
        AdminNetworkPolicy.parse({ metadata: { name: `a${index}` }, spec }),
      ),
      baselineAdminNetworkPolicies: made.baselines.map((spec) =>
        BaselineAdminNetworkPolicy.parse({ metadata: { name: 'default' }, spec }),
      ),
      clusterNetworkPolicies: made.clusters.map((spec, index) =>
        ClusterNetworkPolicy.parse({ metadata: { name: `c${index}` }, spec }),
      ),
    }));

export const asked = fc.record({
  source: fc.nat(8),
  destination: fc.nat(8),
  protocol,
  port: number,
  family: fc.constantFrom(4 as const, 6 as const),
});
