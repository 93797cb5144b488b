import { isHost, labelsMatch, peerMatches, portMatches } from './peers.ts';
import { tierSays } from './tiers.ts';
import type { Asked, End, World } from './world.ts';

const nodeOf = (end: End): string | undefined => {
  if ('node' in end) return end.node;
  return isHost(end) && 'pod' in end ? end.pod.spec.nodeName : undefined;
};
const sameObject = (one: End, other: End): boolean =>
  'pod' in one &&
  'pod' in other &&
  one.pod.metadata.name === other.pod.metadata.name &&
  one.pod.metadata.namespace === other.pod.metadata.namespace;

/** Whether a flow passes in one world: slow, obvious, each line a fact of its own. */
export function naivelyAllowed(asked: Asked, world: World): boolean {
  // 18, 34
  if (sameObject(asked.source, asked.destination)) return true;
  // 17
  return side('egress', asked, world) && side('ingress', asked, world);
}

function side(direction: 'ingress' | 'egress', asked: Asked, world: World): boolean {
  const [subject, other] =
    direction === 'ingress' ? [asked.destination, asked.source] : [asked.source, asked.destination];
  if (!('pod' in subject)) return true;
  const node = subject.pod.spec.nodeName;
  const ownNode = nodeOf(other) !== undefined && nodeOf(other) === node;
  // 19
  if (direction === 'ingress' && ownNode) return true;
  if (direction === 'egress' && ownNode && world.ownNodeEgress) return true;
  // 26
  const admin = tierSays('admin', direction, asked, world);
  if (admin === 'allow') return true;
  if (admin === 'deny') return false;
  const own = networkPolicies(direction, asked, world);
  if (own !== undefined) return own;
  return tierSays('baseline', direction, asked, world) !== 'deny';
}

function networkPolicies(direction: 'ingress' | 'egress', asked: Asked, world: World): boolean | undefined {
  const [subject, other] =
    direction === 'ingress' ? [asked.destination, asked.source] : [asked.source, asked.destination];
  // 20
  if (!('pod' in subject) || (isHost(subject) && world.hostNetworkIsNode)) return undefined;
  const { namespace, labels } = subject.pod.metadata;
  let isolated = false;
  for (const { metadata, spec } of asked.state.networkPolicies) {
    // 1
    if (metadata.namespace !== namespace || !labelsMatch(spec.podSelector, labels)) continue;
    // 2, 3
    const types =
      spec.policyTypes.length > 0
        ? spec.policyTypes
        : spec.egress.length > 0
          ? ['Ingress', 'Egress']
          : ['Ingress'];
    if (!types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')) continue;
    isolated = true;
    // 4, 5
    for (const rule of spec[direction]) {
      const peers = 'from' in rule ? rule.from : rule.to;
      const byPeer =
        peers.length === 0 || peers.some((peer) => peerMatches(peer, other, namespace, asked, world));
      const byPort = rule.ports.length === 0 || rule.ports.some((port) => portMatches(port, asked));
      if (byPeer && byPort) return true;
    }
  }
  return isolated ? false : undefined;
}

const BOTH = [true, false];

/** Every world that agrees with what is known. */
export const worlds = (known: Partial<World>): World[] =>
  BOTH.flatMap((blockMatchesPods) =>
    BOTH.flatMap((hostNetworkIsNode) =>
      BOTH.flatMap((ownNodeEgress) =>
        BOTH.map((laterWins) => ({ blockMatchesPods, hostNetworkIsNode, ownNodeEgress, laterWins })),
      ),
    ),
  ).filter((world) => Object.entries(known).every(([key, value]) => world[key as keyof World] === value));
