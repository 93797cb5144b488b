import { type Cidr, parseCidr } from '../../../core/address/cidr.ts';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../../../core/kubernetes/network-policy.ts';
import type { Peer } from './peer.ts';
import type { Policy, Problem, Rule } from './policy.ts';
import type { PortRule } from './port.ts';

/** A NetworkPolicy of v1 with its defaults applied (netpol facts 1 to 7, 10, 12 to 15). What is invalid is said in `problems`. */
export function compileNetworkPolicy({ metadata, spec }: NetworkPolicy): Policy {
  const problems: Problem[] = [];
  const types = spec.policyTypes;
  // Ingress always, and Egress only if there is an egress rule (netpol facts 2).
  const ingress = types.length === 0 || types.includes('Ingress');
  const egress = types.length === 0 ? spec.egress.length > 0 : types.includes('Egress');
  const rules = (direction: 'ingress' | 'egress'): Rule[] =>
    spec[direction].map((rule, index) => {
      const where = `spec.${direction}[${index}]`;
      const peers = 'from' in rule ? rule.from : rule.to;
      const side = direction === 'ingress' ? 'from' : 'to';
      return {
        index,
        action: 'allow',
        peers:
          peers.length === 0
            ? 'any'
            : peers.map((peer, at) => compilePeer(peer, `${where}.${side}[${at}]`, problems)),
        ports:
          rule.ports.length === 0
            ? 'any'
            : rule.ports.map((port, at) => compilePort(port, `${where}.ports[${at}]`, problems)),
      };
    });
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    subject: spec.podSelector ?? {},
    ingress: ingress ? rules('ingress') : undefined,
    egress: egress ? rules('egress') : undefined,
    problems,
  };
}

function compilePeer(peer: NetworkPolicyPeer, where: string, problems: Problem[]): Peer {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const invalid = (what: string): Peer => {
    problems.push({ where, what });
    return { kind: 'invalid' };
  };
  if (ipBlock) {
    if (podSelector || namespaceSelector) return invalid('ipBlock together with a selector');
    const cidr = parseCidr(ipBlock.cidr);
    const except = ipBlock.except.map(parseCidr);
    if (!cidr || !ipBlock.cidr.includes('/')) return invalid('cidr is not a network');
    const holes = except.filter((hole): hole is Cidr => hole !== undefined && within(hole, cidr));
    if (holes.length < except.length) return invalid('an except is not a network inside cidr');
    return { kind: 'block', cidr, except: holes };
  }
  if (!podSelector && !namespaceSelector)
    return invalid('a peer without podSelector, namespaceSelector or ipBlock');
  return { kind: 'pods', namespaces: namespaceSelector ?? 'own', pods: podSelector ?? {} };
}

/** Whether one network lies strictly inside another: a strict subset, as the API demands of `except`. */
const within = (inner: Cidr, outer: Cidr): boolean =>
  inner.family === outer.family &&
  inner.prefix > outer.prefix &&
  inner.value >> BigInt(width(outer) - outer.prefix) === outer.value >> BigInt(width(outer) - outer.prefix);
const width = ({ family }: Cidr): number => (family === 4 ? 32 : 128);

/** IANA service name with at least one letter: what the API takes as a port's name (RFC 6335 section 5.1). */
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

function compilePort(rule: NetworkPolicyPort, where: string, problems: Problem[]): PortRule {
  const { protocol = 'TCP', port, endPort } = rule;
  const invalid = (what: string): PortRule => {
    problems.push({ where, what });
    return { kind: 'invalid' };
  };
  if (typeof port === 'string') {
    if (!PORT_NAME.test(port)) return invalid('port is a text, so a name, and no port can have that name');
    if (endPort !== undefined) return invalid('endPort with a named port');
    return { kind: 'named', protocol, name: port };
  }
  if (port === undefined)
    return endPort === undefined ? { kind: 'all', protocol } : invalid('endPort without port');
  if (port < 1 || port > 65_535) return invalid('port is not between 1 and 65535');
  if (endPort === undefined) return { kind: 'range', protocol, from: port, to: port };
  if (endPort < port || endPort > 65_535) return invalid('endPort is below port or above 65535');
  return { kind: 'range', protocol, from: port, to: endPort };
}
