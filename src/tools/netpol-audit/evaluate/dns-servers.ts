import { parseIp } from '../../../core/address/ip.ts';
import { selects } from '../../../core/kubernetes/label-selector.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import { DNS_PLACES } from '../dns-places.ts';
import { namedDnsPort, type Transport } from '../dns-port.ts';
import { judgeFlow } from '../model/judge-flow.ts';
import { isOver } from '../model/pod-party.ts';
import type { Case } from './case.ts';
import { type Named, named } from './ends.ts';
import type { Pair } from './pairs.ts';
import { targetPort } from './service-ends.ts';

const STANDARD = 53;

/** The name servers of a pod as policies see them: backends of the DNS Service, or a link-local address on its node. */
export interface Servers {
  readonly name: string;
  readonly linkLocal: boolean;
  readonly servicePort: number;
  readonly pairs: Readonly<Record<Transport, readonly Pair[]>>;
}

/** Those of a source, by its resolv.conf where that was read, else by its dnsPolicy; undefined where neither tells. */
export function serversOf(about: Case, source: Named): Servers | undefined {
  const { nameserver } = about.input;
  const { dnsPolicy, dnsConfig } = source.pod?.spec ?? {};
  const configured = [nameserver, ...(dnsConfig?.nameservers ?? [])];
  const local = configured.find((text) => text?.startsWith('169.254.'));
  if (local !== undefined) return serverAt(about, source, local);
  if (dnsPolicy !== 'None' && dnsPolicy !== 'Default') return podServers(about, source);
  // Such a pod asks the servers that it names, or those of its node: the cluster's only where they are among them.
  const [asked] = configured;
  if (asked === undefined) return undefined;
  const ofCluster = about.seen.services.some(({ spec }) => spec.clusterIPs.includes(asked));
  return ofCluster ? podServers(about, source) : serverAt(about, source, asked);
}

/** A name server that is an address to policies, and no pod behind a Service. */
function serverAt(about: Case, source: Named, address: string): Servers | undefined {
  const ip = parseIp(address);
  if (!ip) return undefined;
  const linkLocal = address.startsWith('169.254.');
  // What is at a link-local address runs on the node itself.
  const party = linkLocal ? ({ kind: 'external', addresses: [ip] } as const) : about.model.partyAt(ip);
  const destination: Named = { party, name: address };
  const pair = (protocol: Transport): Pair => pairWith(about, source, destination, protocol, STANDARD);
  return {
    name: address,
    linkLocal,
    servicePort: STANDARD,
    pairs: { UDP: [pair('UDP')], TCP: [pair('TCP')] },
  };
}

/** The cluster's DNS pods, at the port on which they listen. */
export function podServers(about: Case, source: Named): Servers | undefined {
  const { dnsNamespace, pods } = about.seen;
  const place = DNS_PLACES.find(({ namespace }) => namespace === dnsNamespace);
  if (!place) return undefined;
  const own = pods.filter(
    (pod) =>
      pod.metadata.namespace === place.namespace &&
      !isOver(pod) &&
      selects({ matchLabels: place.labels }, pod.metadata.labels),
  );
  const service = about.seen.services.find(
    ({ metadata }) => metadata.name === place.service && metadata.namespace === place.namespace,
  );
  const pairs = (transport: Transport): Pair[] =>
    own.map((pod) => pairWith(about, source, named(about, pod), transport, portOf(pod, transport, service)));
  return {
    name: `${place.namespace}/${place.service}`,
    linkLocal: false,
    servicePort: STANDARD,
    pairs: { UDP: pairs('UDP'), TCP: pairs('TCP') },
  };
}

/** Where the Service sends what is asked on its port; where it was not seen, what the pod says by itself, else the standard port. */
function portOf(pod: Pod, transport: Transport, service: Service | undefined): number {
  const asked = service?.spec.ports.find(({ port, protocol }) => port === STANDARD && protocol === transport);
  return (asked && targetPort(asked, pod)) ?? namedDnsPort(pod, transport) ?? STANDARD;
}

function pairWith(about: Case, source: Named, destination: Named, protocol: Transport, port: number): Pair {
  const flow = { source: source.party, destination: destination.party, protocol, port };
  return { source, destination, judged: judgeFlow(about.model, flow) };
}
