import type { LabelSelector } from '../../../../src/core/kubernetes/label-selector.ts';
import type { NetworkPolicyPeer, NetworkPolicyPort } from '../../../../src/core/kubernetes/network-policy.ts';
import type { Asked, End, World } from './world.ts';

/** Facts 8. */
export function labelsMatch(selector: LabelSelector | undefined, labels: Record<string, string>): boolean {
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {}))
    if (labels[key] !== value) return false;
  for (const { key, operator, values } of selector?.matchExpressions ?? []) {
    const has = key in labels;
    if (operator === 'In' && !(has && values.includes(labels[key] ?? ''))) return false;
    if (operator === 'NotIn' && has && values.includes(labels[key] ?? '')) return false;
    if (operator === 'Exists' && !has) return false;
    if (operator === 'DoesNotExist' && has) return false;
  }
  return true;
}

/** Facts 9. */
export function labelsOfNamespace(name: string, { state }: Asked): Record<string, string> {
  const found = state.namespaces.find(({ metadata }) => metadata.name === name);
  return { ...found?.metadata.labels, 'kubernetes.io/metadata.name': name };
}

export const isHost = (end: End): boolean => 'pod' in end && end.pod.spec.hostNetwork === true;

function bitsOf(address: string): string {
  if (!address.includes(':'))
    return address
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const middle = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...middle, ...right]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}

/** Facts 10: bit by bit, host bits of the network do not count, families never cross. */
export function inNetwork(network: string, address: string): boolean {
  const [base = '', length = ''] = network.split('/');
  if (base.includes(':') !== address.includes(':')) return false;
  return bitsOf(base).slice(0, Number(length)) === bitsOf(address).slice(0, Number(length));
}

export function addressOf(end: End, { family }: Asked): string | undefined {
  const all =
    'pod' in end
      ? (end.pod.status.podIPs.length > 0 ? end.pod.status.podIPs : end.pod.status.hostIPs).map(
          ({ ip }) => ip,
        )
      : [end.address];
  return all.find((ip) => ip.includes(':') === (family === 6));
}

/** Facts 4 to 7, 10, 11, 20. */
export function peerMatches(
  peer: NetworkPolicyPeer,
  end: End,
  policyNamespace: string,
  asked: Asked,
  world: World,
): boolean {
  const address = addressOf(end, asked);
  if (peer.ipBlock) {
    if (address === undefined || !inNetwork(peer.ipBlock.cidr, address)) return false;
    if (peer.ipBlock.except.some((hole) => inNetwork(hole, address))) return false;
    return !('pod' in end) || isHost(end) || world.blockMatchesPods;
  }
  if (!('pod' in end)) return false;
  if (isHost(end) && world.hostNetworkIsNode) return false;
  const { namespace, labels } = end.pod.metadata;
  if (peer.namespaceSelector) {
    if (!labelsMatch(peer.namespaceSelector, labelsOfNamespace(namespace, asked))) return false;
  } else if (namespace !== policyNamespace) return false;
  return labelsMatch(peer.podSelector, labels);
}

/** Facts 14: on the destination pod, with the protocol. */
export function nameResolves(name: string, protocol: string, { destination, port }: Asked): boolean {
  if (!('pod' in destination)) return false;
  const { containers, initContainers } = destination.pod.spec;
  return [...containers, ...initContainers.filter((one) => one.restartPolicy === 'Always')].some(
    (container) =>
      container.ports.some(
        (one) => one.name === name && one.protocol === protocol && one.containerPort === port,
      ),
  );
}

/** Facts 12 to 14. */
export function portMatches(rule: NetworkPolicyPort, asked: Asked): boolean {
  if ((rule.protocol ?? 'TCP') !== asked.protocol) return false;
  if (rule.port === undefined) return true;
  if (typeof rule.port === 'string') return nameResolves(rule.port, asked.protocol, asked);
  return asked.port >= rule.port && asked.port <= (rule.endPort ?? rule.port);
}
