import { formatIp, parseIp } from '../../../core/address/ip.ts';
import type { Service, ServicePort } from '../../../core/kubernetes/service.ts';
import { declaredPorts } from '../../../core/kubernetes/pod-port.ts';
import type { Observation as ServiceSeen } from '../../../tools/service-audit/observation.ts';

/** A ready endpoint of one TCP port of a Service, with the other TCP ports that its pod declares. */
export interface ReadyEndpoint {
  readonly address: string;
  readonly port: number;
  readonly pod?: string;
  readonly node?: string;
  readonly declared: readonly number[];
}

/** A Service with a virtual address, the TCP port asked for, and the endpoints that are ready for it. */
export interface Fronted {
  readonly service: Service;
  readonly port: ServicePort;
  readonly endpoints: readonly ReadyEndpoint[];
  /** Every address that the EndpointSlices have, ready or not, and the virtual addresses. */
  readonly addresses: readonly string[];
}

/**
 * The ready endpoints behind a port of a Service with a virtual address. Undefined where there is no such address or no such TCP
 * port: then nothing stands in front of them.
 */
export function readyEndpoints(seen: ServiceSeen, asked: number): Fronted | undefined {
  const service = seen.service?.object;
  const port = service && tcpPort(service, asked);
  if (!service || !port || virtualAddresses(service).length === 0) return undefined;
  const { slices } = seen;
  if (!slices || slices.failure) return undefined;
  const all = slices.objects.flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addresses));
  const endpoints = endpointsOf(seen, asked);
  return { service, port, endpoints, addresses: [...virtualAddresses(service), ...all] };
}

/**
 * The ready endpoints of a TCP port of any Service, as its EndpointSlices have them (discovery/v1: a slice's port belongs to the
 * Service port of the same name and protocol; a missing `ready` counts as ready). None where the slices could not be read.
 */
export function endpointsOf({ service, slices, pods }: ServiceSeen, asked: number): ReadyEndpoint[] {
  const port = service?.object && tcpPort(service.object, asked);
  if (!port || !slices || slices.failure) return [];
  const podOf = new Map((pods?.objects ?? []).map((pod) => [pod.metadata.name, pod]));
  const found = slices.objects.flatMap(({ ports, endpoints }) => {
    const own = ports.find((one) => (one.name ?? '') === (port.name ?? '') && one.protocol === 'TCP');
    const number = own?.port;
    if (number === undefined) return [];
    return endpoints.flatMap(({ addresses, conditions, targetRef, nodeName }): ReadyEndpoint[] => {
      const ip = parseIp(addresses[0] ?? '');
      if (!ip || conditions.ready === false || conditions.terminating === true) return [];
      const name = targetRef?.kind === 'Pod' ? targetRef.name : undefined;
      const pod = name === undefined ? undefined : podOf.get(name);
      const others = pod ? declaredPorts(pod).filter(({ protocol }) => protocol === 'TCP') : [];
      return [
        {
          address: formatIp(ip),
          port: number,
          ...(name !== undefined && { pod: name }),
          ...(nodeName !== undefined && { node: nodeName }),
          declared: [...new Set(others.map(({ containerPort }) => containerPort))].filter(
            (declared) => declared !== number,
          ),
        },
      ];
    });
  });
  // One endpoint may stand in two slices while they are rewritten.
  return [...new Map(found.map((one) => [one.address, one])).values()];
}

const tcpPort = ({ spec }: Service, asked: number): ServicePort | undefined =>
  spec.ports.find((one) => one.port === asked && one.protocol === 'TCP');

/** The virtual addresses of a Service, canonical; none of a headless one. */
export const virtualAddresses = ({ spec }: Service): string[] =>
  [...new Set([...spec.clusterIPs, spec.clusterIP ?? ''])].flatMap((text) => {
    const ip = parseIp(text);
    return ip ? [formatIp(ip)] : [];
  });
