import type { Manifest } from '../../manifest.ts';

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly internalTrafficPolicy?: 'Local' | 'Cluster';
  readonly ports?: readonly { readonly port: number; readonly name?: string; readonly protocol?: string }[];
}
interface Endpoint {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean };
  readonly nodeName?: string;
}
interface SlicePort {
  readonly name?: string;
  readonly port: number;
}

/**
 * What the data plane of a node does for Services, as nftables rules in the order in which they are tried: a virtual address
 * and port is translated to one of its ready endpoints, and refused by an ICMP error where it has none (kube-proxy does so);
 * a port that the Service has not got is dropped.
 */
export function virtualAddresses(objects: readonly Manifest[]): {
  readonly translate: readonly string[];
  readonly refuse: readonly string[];
  readonly hairpin: readonly string[];
} {
  const services = objects.filter(({ kind }) => kind === 'Service');
  const places = new Map(
    objects.filter(({ kind }) => kind === 'Pod').map((pod) => [podIpOf(pod), nodeOf(pod)]),
  );
  const [translate, refuse]: [string[], string[]] = [[], []];
  const answering = new Set<string>();
  for (const service of services) {
    const { clusterIP, internalTrafficPolicy, ports = [] } = (service['spec'] ?? {}) as ServiceSpec;
    if (clusterIP === undefined || clusterIP === 'None') continue;
    for (const { port, name = '', protocol = 'TCP' } of ports) {
      const asked = `ip daddr ${clusterIP} ${protocol.toLowerCase()} dport ${port}`;
      const ready = endpointsOf(service, objects, name);
      for (const { address } of ready) answering.add(address);
      if (internalTrafficPolicy === 'Local') {
        for (const node of new Set(places.values())) {
          const here = [...places].flatMap(([address, at]) => (at === node ? [address] : []));
          const local = ready.filter(({ at }) => at === node);
          const from = `ip saddr { ${here.join(', ')} } ${asked}`;
          if (local.length === 0) refuse.push(`${from} counter drop`);
          else translate.push(`${from} ${oneOf(local)}`);
        }
      } else if (ready.length === 0) refuse.push(`${asked} counter reject with icmp type port-unreachable`);
      else translate.push(`${asked} ${oneOf(ready)}`);
    }
    refuse.push(`ip daddr ${clusterIP} counter drop`);
  }
  // A pod that is its own endpoint would take an answer from itself for a stranger's.
  return { translate, refuse, hairpin: [...answering].map((a) => `ip saddr ${a} ip daddr ${a} masquerade`) };
}

interface Ready {
  readonly address: string;
  readonly port: number;
  readonly at: string | undefined;
}

function endpointsOf(service: Manifest, objects: readonly Manifest[], portName: string): Ready[] {
  const { name, namespace } = service.metadata;
  const slices = objects.filter(
    ({ kind, metadata }) =>
      kind === 'EndpointSlice' &&
      metadata.namespace === namespace &&
      (metadata['labels'] as Record<string, string>)['kubernetes.io/service-name'] === name,
  );
  return slices.flatMap((slice) => {
    const port = (slice['ports'] as SlicePort[]).find((each) => (each.name ?? '') === portName)?.port;
    const endpoints = (slice['endpoints'] as Endpoint[]).filter(
      ({ conditions }) => conditions?.ready !== false,
    );
    if (port === undefined) return [];
    return endpoints.flatMap(({ addresses, nodeName }) =>
      addresses.map((address) => ({ address, port, at: nodeName })),
    );
  });
}

function oneOf(ready: readonly Ready[]): string {
  const [first, ...more] = ready;
  if (first && more.length === 0) return `counter dnat ip to ${first.address}:${first.port}`;
  const elements = ready.map(({ address, port }, i) => `${i} : ${address} . ${port}`);
  return `counter dnat ip addr . port to numgen inc mod ${ready.length} map { ${elements.join(', ')} }`;
}

const podIpOf = (pod: Manifest): string => (pod.status as { podIP: string }).podIP;
const nodeOf = (pod: Manifest): string | undefined => (pod['spec'] as { nodeName?: string }).nodeName;
