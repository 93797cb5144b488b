import type { Flow } from './flow.ts';
import type { Party } from './party.ts';
import { matchPeer, type PeerContext, type PeerMatch } from './peer.ts';
import { matchPort, type PortMatch } from './port.ts';
import type { Rule } from './policy.ts';
import { anyOf, both, type Ternary } from './ternary.ts';

/** How a rule meets a flow: each of its peers and ports by itself. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly result: Ternary;
  readonly peer: Ternary;
  readonly port: Ternary;
  readonly peers: readonly PeerMatch[];
  readonly ports: readonly PortMatch[];
}

/** Peers are ORed, ports are ORed, and both have to match (netpol facts 5). */
export function matchRule(rule: Rule, other: Party, flow: Flow, context: PeerContext): RuleMatch {
  const peers = rule.peers === 'any' ? [] : rule.peers.map((peer) => matchPeer(peer, other, context));
  const ports =
    rule.ports === 'any'
      ? []
      : rule.ports.map((one) => matchPort(one, flow.protocol, flow.port, flow.destination));
  const peer = rule.peers === 'any' ? 'yes' : anyOf(peers.map(({ result }) => result));
  const port = rule.ports === 'any' ? 'yes' : anyOf(ports.map(({ result }) => result));
  return { rule, result: both(peer, port), peer, port, peers, ports };
}

/** The first reason for which a rule may match or not. */
export const doubtOf = ({ peers, ports }: RuleMatch): PeerMatch['why'] | PortMatch['why'] =>
  [...peers, ...ports].find(({ result }) => result === 'maybe')?.why;
