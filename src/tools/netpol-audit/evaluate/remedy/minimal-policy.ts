import { formatIp } from '../../../../core/address/ip.ts';
import { NetworkPolicy, type NetworkPolicyPeer } from '../../../../core/kubernetes/network-policy.ts';
import type { Direction } from '../../model/policy.ts';
import { isOnNode } from '../../model/party.ts';
import type { Case } from '../case.ts';
import type { Named } from '../ends.ts';
import type { Pair } from '../pairs.ts';
import { selectingLabels, workloadName } from './selecting-labels.ts';

/**
 * The least policy that admits a flow on one side, written as people do: namespaces by kubernetes.io/metadata.name, workloads by the
 * labels that select them, one port. Undefined where the side is no pod, or has no label to select it by.
 */
export function minimalPolicy(about: Case, pair: Pair, direction: Direction): NetworkPolicy | undefined {
  const [subject, other] =
    direction === 'ingress' ? [pair.destination, pair.source] : [pair.source, pair.destination];
  if (subject.party.kind !== 'pod') return undefined;
  const labels = selectingLabels(about, subject);
  const peers = peersFor(about, other, subject.party.namespace);
  if (Object.keys(labels).length === 0 || !peers) return undefined;
  const { protocol, port } = pair.judged.flow;
  const ports = [{ protocol, port }];
  return NetworkPolicy.parse({
    metadata: { name: policyName(pair, direction, about), namespace: subject.party.namespace },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'],
      ...(direction === 'ingress'
        ? { ingress: [{ from: peers, ports }] }
        : { egress: [{ to: peers, ports }] }),
    },
  });
}

/** The other end as peers of a rule. A pod in the node's network, a node and an address outside are single addresses. */
export function peersFor(about: Case, other: Named, namespace: string): NetworkPolicyPeer[] | undefined {
  const { party } = other;
  if (party.kind !== 'pod' || isOnNode(party)) {
    const blocks = party.addresses.map((ip) => ({
      ipBlock: { cidr: `${formatIp(ip)}/${ip.family === 4 ? 32 : 128}`, except: [] },
    }));
    return blocks.length === 0 ? undefined : blocks;
  }
  const labels = selectingLabels(about, other);
  const podSelector = { matchLabels: labels };
  const bare = Object.keys(labels).length === 0;
  if (party.namespace === namespace) return [{ podSelector: bare ? {} : podSelector }];
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': party.namespace } };
  return [bare ? { namespaceSelector } : { namespaceSelector, podSelector }];
}

/** `allow-payments-api-to-redis`: the other namespace is said, the policy's own is not. */
function policyName(pair: Pair, direction: Direction, { seen }: Case): string {
  const { source, destination } = pair;
  const own = direction === 'ingress' ? destination.party : source.party;
  const nameOf = (end: Named): string => {
    const foreign = end.party.kind === 'pod' && own.kind === 'pod' && end.party.namespace !== own.namespace;
    return foreign && end.party.kind === 'pod'
      ? `${end.party.namespace}-${workloadName(end)}`
      : workloadName(end);
  };
  const name = `allow-${nameOf(source)}-to-${nameOf(destination)}`
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 60)
    .replace(/-+$/, '');
  const namespace = own.kind === 'pod' ? own.namespace : '';
  const taken = (candidate: string): boolean =>
    seen.networkPolicies.some(
      ({ metadata }) => metadata.namespace === namespace && metadata.name === candidate,
    );
  if (!taken(name)) return name;
  const free = [2, 3, 4, 5, 6, 7, 8, 9].find((count) => !taken(`${name}-${count}`));
  return `${name}-${free ?? 'more'}`;
}
