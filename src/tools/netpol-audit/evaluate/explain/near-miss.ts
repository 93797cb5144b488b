import { requirements, type Requirement } from '../../../../core/kubernetes/label-selector.ts';
import type { Side } from '../../model/direction.ts';
import type { Flow } from '../../model/flow.ts';
import { mayHold } from '../../model/known-labels.ts';
import type { Party } from '../../model/party.ts';
import type { Peer, PeerReason } from '../../model/peer.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import type { PortReason, PortRule } from '../../model/port.ts';

/** One peer and one port of a rule that does not match, with all that keeps them from matching. */
export interface NearMiss {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly peer: Peer | undefined;
  readonly peerWhy: PeerReason | undefined;
  readonly port: PortRule | undefined;
  readonly portWhy: PortReason | undefined;
  /** Expressions that do not hold, of the pod's labels and of its namespace's. */
  readonly podLabels: readonly Requirement[];
  readonly namespaceLabels: readonly Requirement[];
}

/** Every way in which the rules of the isolating policies do not match, the nearest first. */
export function nearMisses(side: Side, flow: Flow): NearMiss[] {
  return side.policies.policies
    .flatMap(({ policy, rules }) => rules.flatMap((match) => variants(policy, match, side.other)))
    .toSorted((a, b) => distance(a, flow) - distance(b, flow));
}

/** What is further away than this is about something else, and would only distract. */
const NEAR = 3;

/** Whether a rule is near enough to be shown beside a denial. */
export const isNear = (miss: NearMiss, flow: Flow): boolean => distance(miss, flow) <= NEAR;

type Match = Side['policies']['policies'][number]['rules'][number];

function variants(policy: Policy, match: Match, other: Party): NearMiss[] {
  const { rule } = match;
  const peers = rule.peers === 'any' ? [undefined] : rule.peers;
  const ports = rule.ports === 'any' ? [undefined] : rule.ports;
  return peers.flatMap((peer, atPeer) =>
    ports.map((port, atPort): NearMiss => {
      const byPeer = match.peers[atPeer];
      const byPort = match.ports[atPort];
      return {
        policy,
        rule,
        peer,
        peerWhy: byPeer?.result === 'yes' ? undefined : byPeer?.why,
        port,
        portWhy: byPort?.result === 'yes' ? undefined : byPort?.why,
        ...labelsOf(peer, other),
      };
    }),
  );
}

function labelsOf(peer: Peer | undefined, other: Party): Pick<NearMiss, 'podLabels' | 'namespaceLabels'> {
  if (peer?.kind !== 'pods' || other.kind !== 'pod') return { podLabels: [], namespaceLabels: [] };
  const own = { labels: other.labels, complete: true };
  return {
    podLabels: requirements(peer.pods).filter((one) => mayHold(one, own) === 'no'),
    namespaceLabels:
      peer.namespaces === 'own'
        ? []
        : requirements(peer.namespaces).filter((one) => mayHold(one, other.namespaceLabels) === 'no'),
  };
}

/** How far a rule is from admitting the flow: things that would have to change, weighed by how unlikely they are a slip. */
function distance(
  { peer, peerWhy, port, portWhy, podLabels, namespaceLabels }: NearMiss,
  flow: Flow,
): number {
  const byPort =
    portWhy === undefined
      ? port === undefined
        ? 0.3
        : 0
      : portWhy === 'protocol' && samePort(port, flow)
        ? 1.5
        : 2;
  if (peerWhy === undefined) return byPort;
  if (peer?.kind !== 'pods')
    return byPort + (peerWhy === 'block-on-pod' || peerWhy === 'block-on-node' ? 1 : 6);
  if (peerWhy === 'not-a-pod') return byPort + 7;
  const foreign = peer.namespaces === 'own' && peerWhy === 'own-namespace' ? 1.2 : 0;
  return (
    byPort + foreign + podLabels.length + namespaceLabels.length + (peerWhy === 'host-network' ? 0.5 : 0)
  );
}

const samePort = (port: PortRule | undefined, flow: Flow): boolean =>
  port?.kind === 'range' && port.from <= flow.port && flow.port <= port.to;
