import { type Cidr, parseCidr } from '../../../core/address/cidr.ts';
import type {
  AdminNetworkPolicy,
  AdminPort,
  BaselineAdminNetworkPolicy,
} from '../../../core/kubernetes/admin-network-policy.ts';
import type { AdminPeer, Subject } from '../../../core/kubernetes/admin-peer.ts';
import type {
  ClusterNetworkPolicy,
  ClusterPolicyProtocol,
} from '../../../core/kubernetes/cluster-network-policy.ts';
import type { Peer } from './peer.ts';
import type { Direction, Problem, Rule, TierPolicy } from './policy.ts';
import type { PortRule } from './port.ts';

/** There is one BaselineAdminNetworkPolicy, and it has no priority: behind every Baseline policy that has one. */
const LAST = 1001;
const ACTIONS = { Allow: 'allow', Accept: 'allow', Deny: 'deny', Pass: 'pass' } as const;

export const compileAdmin = ({ metadata, spec }: AdminNetworkPolicy): TierPolicy =>
  compile('AdminNetworkPolicy', metadata.name, { ...spec, tier: 'admin', ...rulesOf(spec) });

export const compileBaseline = ({ metadata, spec }: BaselineAdminNetworkPolicy): TierPolicy =>
  compile('BaselineAdminNetworkPolicy', metadata.name, {
    ...spec,
    tier: 'baseline',
    priority: LAST,
    ...rulesOf(spec),
  });

export const compileCluster = ({ metadata, spec }: ClusterNetworkPolicy): TierPolicy =>
  compile('ClusterNetworkPolicy', metadata.name, {
    subject: spec.subject,
    priority: spec.priority,
    tier: spec.tier === 'Admin' ? 'admin' : 'baseline',
    ingress: spec.ingress.map((rule) => ({
      ...rule,
      peers: rule.from,
      ports: rule.protocols.map(ofProtocol),
    })),
    egress: spec.egress.map((rule) => ({ ...rule, peers: rule.to, ports: rule.protocols.map(ofProtocol) })),
  });

interface RawRule {
  action: keyof typeof ACTIONS;
  peers: readonly AdminPeer[];
  ports: readonly (PortRule | undefined)[];
}
interface Raw {
  subject: Subject;
  priority: number;
  tier: TierPolicy['tier'];
  ingress: RawRule[];
  egress: RawRule[];
}

const rulesOf = (spec: AdminNetworkPolicy['spec'] | BaselineAdminNetworkPolicy['spec']) => ({
  ingress: spec.ingress.map((rule) => ({
    action: rule.action,
    peers: rule.from,
    ports: rule.ports.map(ofPort),
  })),
  egress: spec.egress.map((rule) => ({ action: rule.action, peers: rule.to, ports: rule.ports.map(ofPort) })),
});

function compile(kind: TierPolicy['kind'], name: string, raw: Raw): TierPolicy {
  const problems: Problem[] = [];
  const rules = (direction: Direction) =>
    raw[direction].map((rule, index): Rule => {
      // Empty peers are invalid here (netpol facts 29).
      if (rule.peers.length === 0) problems.push({ where: `spec.${direction}[${index}]`, what: 'no peers' });
      const peers = rule.peers.map((peer) => compilePeer(peer, direction));
      const ports = rule.ports.filter((port) => port !== undefined);
      const open = peers.includes(undefined) || ports.length < rule.ports.length;
      return {
        index,
        action: ACTIONS[rule.action],
        peers: peers.filter((peer) => peer !== undefined),
        ports: ports.length === 0 ? 'any' : ports,
        ...(open && { notUnderstood: true as const }),
      };
    });
  const ingress = rules('ingress');
  const egress = rules('egress');
  const subject = subjectOf(raw.subject);
  if (!subject) problems.push({ where: 'spec.subject', what: 'neither namespaces nor pods' });
  return { kind, name, tier: raw.tier, priority: raw.priority, subject, ingress, egress, problems };
}

function subjectOf({ namespaces, pods }: Subject): TierPolicy['subject'] {
  if (pods) return { namespaces: pods.namespaceSelector, pods: pods.podSelector };
  return namespaces && { namespaces, pods: {} };
}

/** Undefined for a peer with a field that is not known, or that its direction does not have (netpol facts 30, 32). */
function compilePeer(peer: AdminPeer, direction: Direction): Peer | undefined {
  const fields = Object.entries(peer).filter(([, value]) => value !== undefined);
  if (fields.length !== 1) return undefined;
  if (peer.namespaces) return { kind: 'pods', namespaces: peer.namespaces, pods: {}, cluster: true };
  if (peer.pods) {
    const { namespaceSelector, podSelector } = peer.pods;
    return { kind: 'pods', namespaces: namespaceSelector, pods: podSelector, cluster: true };
  }
  if (direction === 'ingress') return undefined;
  if (peer.nodes) return { kind: 'nodes', nodes: peer.nodes };
  if (peer.domainNames) return { kind: 'domains' };
  const cidrs = peer.networks?.map(parseCidr);
  if (!cidrs || cidrs.includes(undefined)) return undefined;
  return { kind: 'networks', cidrs: cidrs.filter((cidr): cidr is Cidr => cidr !== undefined) };
}

function ofPort({ portNumber, portRange, namedPort }: AdminPort): PortRule | undefined {
  if (portNumber) {
    return { kind: 'range', protocol: portNumber.protocol, from: portNumber.port, to: portNumber.port };
  }
  if (portRange) {
    return { kind: 'range', protocol: portRange.protocol, from: portRange.start, to: portRange.end };
  }
  return namedPort === undefined ? undefined : { kind: 'named', protocol: undefined, name: namedPort };
}

function ofProtocol(entry: ClusterPolicyProtocol): PortRule | undefined {
  const { destinationNamedPort } = entry;
  if (destinationNamedPort !== undefined) {
    return { kind: 'named', protocol: undefined, name: destinationNamedPort };
  }
  for (const key of ['tcp', 'udp', 'sctp'] as const) {
    const ports = entry[key];
    if (!ports) continue;
    const protocol = key === 'tcp' ? 'TCP' : key === 'udp' ? 'UDP' : 'SCTP';
    const wanted = ports.destinationPort;
    if (!wanted) return { kind: 'all', protocol };
    if (wanted.number !== undefined)
      return { kind: 'range', protocol, from: wanted.number, to: wanted.number };
    return wanted.range && { kind: 'range', protocol, from: wanted.range.start, to: wanted.range.end };
  }
  return undefined;
}
