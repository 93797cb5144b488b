import type { AdminPort } from '../../../../src/core/kubernetes/admin-network-policy.ts';
import type { AdminPeer } from '../../../../src/core/kubernetes/admin-peer.ts';
import type { ClusterPolicyProtocol } from '../../../../src/core/kubernetes/cluster-network-policy.ts';
import { addressOf, inNetwork, isHost, labelsMatch, labelsOfNamespace, nameResolves } from './peers.ts';
import type { Asked, End, World } from './world.ts';

type Action = 'allow' | 'deny' | 'pass';
interface Ordered {
  priority: number;
  policy: {
    subject: {
      namespaces?: object | undefined;
      pods?: { namespaceSelector: object; podSelector: object } | undefined;
    };
    rules: { action: string; peers: AdminPeer[]; port: boolean; open: boolean }[];
  };
}

const selectsPod = (namespaces: object, pods: object, end: End, asked: Asked): boolean =>
  'pod' in end &&
  !isHost(end) &&
  labelsMatch(namespaces, labelsOfNamespace(end.pod.metadata.namespace, asked)) &&
  labelsMatch(pods, end.pod.metadata.labels);

/** Facts 30, 31. */
function adminPeerMatches(peer: AdminPeer, end: End, asked: Asked): boolean {
  if (peer.namespaces) return selectsPod(peer.namespaces, {}, end, asked);
  if (peer.pods) return selectsPod(peer.pods.namespaceSelector, peer.pods.podSelector, end, asked);
  if (peer.nodes) {
    const name = 'node' in end ? end.node : isHost(end) && 'pod' in end ? end.pod.spec.nodeName : undefined;
    const node = asked.state.nodes.find(({ metadata }) => metadata.name === name);
    return node !== undefined && labelsMatch(peer.nodes, node.metadata.labels);
  }
  const address = addressOf(end, asked);
  return address !== undefined && (peer.networks ?? []).some((network) => inNetwork(network, address));
}

const between = (from: number, to: number, asked: Asked): boolean => asked.port >= from && asked.port <= to;

/** Facts 33. */
const adminPort = (port: AdminPort, asked: Asked): boolean =>
  (port.portNumber?.protocol === asked.protocol &&
    between(port.portNumber.port, port.portNumber.port, asked)) ||
  (port.portRange?.protocol === asked.protocol && between(port.portRange.start, port.portRange.end, asked)) ||
  (port.namedPort !== undefined && nameResolves(port.namedPort, asked.protocol, asked));

function clusterPort(entry: ClusterPolicyProtocol, asked: Asked): boolean {
  if (entry.destinationNamedPort !== undefined)
    return nameResolves(entry.destinationNamedPort, asked.protocol, asked);
  const own = { TCP: entry.tcp, UDP: entry.udp, SCTP: entry.sctp }[asked.protocol];
  if (!own) return false;
  const wanted = own.destinationPort;
  if (!wanted) return true;
  if (wanted.number !== undefined) return wanted.number === asked.port;
  return wanted.range !== undefined && between(wanted.range.start, wanted.range.end, asked);
}

const KNOWN = {
  ingress: ['namespaces', 'pods'],
  egress: ['namespaces', 'pods', 'nodes', 'networks', 'domainNames'],
};

/** Facts 32. */
const isUnknown = (peer: AdminPeer, direction: 'ingress' | 'egress'): boolean =>
  Object.entries(peer).some(([key, value]) => value !== undefined && !KNOWN[direction].includes(key));

/** Facts 26, 28, 29, 32: what a tier does with a flow. */
export function tierSays(
  tier: 'admin' | 'baseline',
  direction: 'ingress' | 'egress',
  asked: Asked,
  world: World,
): Action | undefined {
  const [subject, other] =
    direction === 'ingress' ? [asked.destination, asked.source] : [asked.source, asked.destination];
  const { adminNetworkPolicies, baselineAdminNetworkPolicies, clusterNetworkPolicies } = asked.state;
  const peersOf = (rule: { from: AdminPeer[] } | { to: AdminPeer[] }) =>
    'from' in rule ? rule.from : rule.to;
  const old = (tier === 'admin' ? adminNetworkPolicies : baselineAdminNetworkPolicies).map(
    ({ spec }): Ordered => ({
      priority: 'priority' in spec ? spec.priority : 5000,
      policy: {
        subject: spec.subject,
        rules: spec[direction].map((rule) => ({
          action: rule.action,
          peers: peersOf(rule),
          port: rule.ports.length === 0 || rule.ports.some((port) => adminPort(port, asked)),
          open: peersOf(rule).some((peer) => isUnknown(peer, direction)),
        })),
      },
    }),
  );
  const young = clusterNetworkPolicies
    .filter(({ spec }) => spec.tier.toLowerCase() === tier)
    .map(({ spec }): Ordered => ({
      priority: spec.priority,
      policy: {
        subject: spec.subject,
        rules: spec[direction].map((rule) => ({
          action: rule.action,
          peers: peersOf(rule),
          port: rule.protocols.length === 0 || rule.protocols.some((entry) => clusterPort(entry, asked)),
          open: peersOf(rule).some((peer) => isUnknown(peer, direction)),
        })),
      },
    }));
  const all = [...old, ...young];
  const ordered = (world.laterWins ? all.toReversed() : all).toSorted((a, b) => a.priority - b.priority);
  for (const { policy } of ordered) {
    const { namespaces, pods } = policy.subject;
    const selected = pods
      ? selectsPod(pods.namespaceSelector, pods.podSelector, subject, asked)
      : selectsPod(namespaces ?? {}, {}, subject, asked);
    if (!selected) continue;
    for (const { action, peers, port, open } of policy.rules) {
      if (open && action !== 'Allow' && action !== 'Accept') return 'deny';
      if (open || !port || !peers.some((peer) => adminPeerMatches(peer, other, asked))) continue;
      if (action === 'Deny') return 'deny';
      return action === 'Pass' ? 'pass' : 'allow';
    }
  }
  return undefined;
}
