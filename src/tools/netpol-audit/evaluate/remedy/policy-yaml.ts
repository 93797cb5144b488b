import type { LabelSelector } from '../../../../core/kubernetes/label-selector.ts';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../../../../core/kubernetes/network-policy.ts';

type Value = string | number | readonly Value[] | { readonly [key: string]: Value };

/** A policy of ours as YAML in the order and style of the Kubernetes documentation. */
export function policyYaml({ metadata, spec }: NetworkPolicy): string {
  const { ingress, egress } = spec;
  const rule = (
    peers: readonly NetworkPolicyPeer[],
    ports: readonly NetworkPolicyPort[],
    key: string,
  ): Value => ({
    [key]: peers.map(peerValue),
    ports: ports.map(portValue),
  });
  return lines(
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: metadata.name, namespace: metadata.namespace },
      spec: {
        podSelector: selectorValue(spec.podSelector ?? {}),
        policyTypes: spec.policyTypes,
        ...(ingress.length > 0 && { ingress: ingress.map(({ from, ports }) => rule(from, ports, 'from')) }),
        ...(egress.length > 0 && { egress: egress.map(({ to, ports }) => rule(to, ports, 'to')) }),
      },
    },
    0,
  ).join('\n');
}

const selectorValue = ({ matchLabels = {} }: LabelSelector): Value =>
  Object.keys(matchLabels).length === 0 ? {} : { matchLabels };

const peerValue = ({ namespaceSelector, podSelector, ipBlock }: NetworkPolicyPeer): Value => ({
  ...(namespaceSelector && { namespaceSelector: selectorValue(namespaceSelector) }),
  ...(podSelector && { podSelector: selectorValue(podSelector) }),
  ...(ipBlock && { ipBlock: { cidr: ipBlock.cidr } }),
});

const portValue = ({ protocol = 'TCP', port }: NetworkPolicyPort): Value => ({
  protocol,
  ...(port !== undefined && { port }),
});

function lines(value: Value, depth: number): string[] {
  const pad = ' '.repeat(depth);
  if (isList(value)) {
    return value.flatMap((item) => {
      if (typeof item !== 'object') return [`${pad}- ${scalar(item)}`];
      const [first = '{}', ...rest] = lines(item, depth + 2);
      return [`${pad}- ${first.trimStart()}`, ...rest];
    });
  }
  if (typeof value !== 'object') return [`${pad}${scalar(value)}`];
  return Object.entries(value).flatMap(([key, one]) => {
    if (typeof one !== 'object') return [`${pad}${scalar(key)}: ${scalar(one)}`];
    if (isList(one) ? one.length === 0 : Object.keys(one).length === 0)
      return [`${pad}${key}: ${isList(one) ? '[]' : '{}'}`];
    return [`${pad}${key}:`, ...lines(one, depth + 2)];
  });
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Plain where no reader of YAML 1.1 or 1.2 would take it for anything but this text; else in double quotes. */
const scalar = (value: string | number): string =>
  typeof value === 'number' ||
  (/^[A-Za-z][A-Za-z0-9_./-]*$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value)) ||
  /^\d{1,3}(?:\.\d{1,3}){3}\/\d+$/.test(value)
    ? String(value)
    : JSON.stringify(value);
