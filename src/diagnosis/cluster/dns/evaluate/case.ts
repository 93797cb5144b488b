import { formatIp, parseIp } from '../../../../core/address/ip.ts';
import { type Check, claims } from '../../../../core/check.ts';
import type { Endpoint } from '../../../../core/kubernetes/endpoint-slice.ts';
import { isReady } from '../../../../core/kubernetes/pod-state.ts';
import { podAddresses } from '../../../../core/kubernetes/pod.ts';
import { splitHostPort } from '../../../../core/target/host-port.ts';
import type { Observation as Lookup } from '../../../../tools/dns-lookup/observation.ts';
import type { Observation as ServiceSeen } from '../../../../tools/service-audit/observation.ts';
import { failures } from '../failures.ts';
import type { ClusterDns } from '../observation.ts';

export const { fail, warn } = claims(failures);

/** What was read of the cluster's DNS, beside what else the walk knows of the name. */
export interface Case {
  readonly seen: ClusterDns;
  /** The name as it was given. */
  readonly host: string;
  /** The Service whose name it is, where it is one of the cluster. */
  readonly named?: { readonly namespace: string; readonly name: string } | undefined;
  /** What the source was answered; absent where nothing could be sent from it. */
  readonly lookup?: Lookup | undefined;
  /** What the row of DNS says by itself. */
  readonly row?: Check;
  /** What was read of the Service. */
  readonly service?: ServiceSeen;
}

/** What a name server is to the cluster. */
export type Server = 'cluster' | 'node-local' | 'other' | 'unknown';

// Resolvers of clouds: on AWS that of the node; on Google Cloud the cluster's own, where it has been moved there.
const AWS_RESOLVER = '169.254.169.253';
const METADATA = '169.254.169.254';
/** What the manifests of NodeLocal DNSCache propose (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/). */
const NODE_LOCAL = '169.254.20.10';

/** What a name server of the source is. Where the Services of the cluster's DNS are not known, only an address that says so tells. */
export function serverKind({ services, pods, nodeLocal }: ClusterDns, server: string): Server {
  const ip = parseIp(splitHostPort(server).host);
  if (!ip) return 'unknown';
  const address = formatIp(ip);
  const own = [
    ...services.objects.flatMap(({ spec }) => spec.clusterIPs),
    ...(pods?.objects ?? []).flatMap(podAddresses),
  ];
  if (own.includes(address)) return 'cluster';
  const cached = (nodeLocal?.objects.length ?? 0) > 0;
  if (address === NODE_LOCAL || (cached && /^169\.254\.(?!169\.)|^fd/.test(address))) return 'node-local';
  if (address === AWS_RESOLVER && services.objects.length > 0) return 'other';
  if (address === METADATA || address.startsWith('169.254.')) return 'unknown';
  return services.objects.length > 0 ? 'other' : 'unknown';
}

/** Endpoints behind the Service that are ready; undefined where that could not be read, or not as a whole. */
export function readyEndpoints({ slices }: ClusterDns): number | undefined {
  if (!slices || slices.failure || slices.truncated) return undefined;
  return slices.objects.flatMap(({ endpoints }) =>
    endpoints.filter(({ conditions }) => isServing(conditions)).flatMap(({ addresses }) => addresses),
  ).length;
}

/** Where every endpoint is on its way out, those that still serve get the traffic (EndpointSlice conditions, KEP-1669). */
const isServing = ({ ready, serving, terminating }: Endpoint['conditions']): boolean =>
  (ready ?? true) || (serving === true && terminating === true);

/** Whether any pod of the cluster's DNS is ready, as far as pods could be read. */
export const hasReadyPod = ({ pods }: ClusterDns): boolean => (pods?.objects ?? []).some(isReady);

/** `namespace/name` of the Service that is asked. */
export function dnsService({ services }: ClusterDns): string {
  const [service] = services.objects;
  return service ? `${service.metadata.namespace}/${service.metadata.name}` : 'the cluster’s DNS';
}
