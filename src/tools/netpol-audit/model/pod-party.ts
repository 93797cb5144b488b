import { type IpAddress, parseIp, unmapped } from '../../../core/address/ip.ts';
import type { PodSpec } from '../../../core/kubernetes/pod.ts';
import { hostAddresses, type Pod, podAddresses } from '../../../core/kubernetes/pod.ts';
import type { KnownLabels } from './known-labels.ts';
import type { NamedPort, PodParty } from './party.ts';

/** Addresses as numbers; an IPv4-mapped one is IPv4. */
export const ips = (texts: readonly string[]): IpAddress[] =>
  texts.flatMap((text) => {
    const ip = parseIp(text);
    return ip ? [unmapped(ip)] : [];
  });

/** A pod as policies see it. */
export function podParty(pod: Pod, namespaceLabels: KnownLabels): PodParty {
  const { metadata, spec } = pod;
  const hostNetwork = spec.hostNetwork === true;
  const own = podAddresses(pod);
  return {
    kind: 'pod',
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels,
    namespaceLabels,
    addresses: ips(hostNetwork && own.length === 0 ? hostAddresses(pod) : own),
    hostNetwork,
    ...(spec.nodeName !== undefined && { node: spec.nodeName }),
    namedPorts: namedPorts(spec),
  };
}

/** Ports that containers and sidecars name: what a name of a rule is resolved on (netpol facts 14, 25). */
export function namedPorts({ containers, initContainers }: PodSpec): NamedPort[] {
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...containers, ...sidecars].flatMap(({ ports }) =>
    ports.flatMap(({ name, protocol, containerPort }) =>
      name === undefined ? [] : [{ name, protocol, port: containerPort }],
    ),
  );
}

/** Whether a pod is over: its address may be somebody else's by now (netpol facts 21). */
export const isOver = ({ status }: Pod): boolean => status.phase === 'Succeeded' || status.phase === 'Failed';
