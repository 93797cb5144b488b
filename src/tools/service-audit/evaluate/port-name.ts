import type { Pod } from '../../../core/kubernetes/pod.ts';
import type { Service, ServicePort } from '../../../core/kubernetes/service.ts';
import { membership } from '../mesh/membership.ts';

/** What Istio reads as HTTP, by appProtocol or by the port's name up to its first dash. */
const HTTP = new Set(['http', 'http2', 'grpc', 'grpc-web']);
/** What listens on a port by custom and is no HTTP (IANA's registry of service names and ports). */
const CUSTOM: ReadonlyMap<number, string> = new Map([
  [25, 'SMTP'],
  [389, 'LDAP'],
  [3306, 'MySQL'],
  [5432, 'PostgreSQL'],
  [5672, 'AMQP'],
  [6379, 'Redis'],
  [9042, 'Cassandra'],
  [11211, 'memcached'],
  [27017, 'MongoDB'],
]);

/** What an observation has of the two ends. */
interface Ends {
  readonly service?: { readonly object?: Service | undefined } | undefined;
  readonly pods?: { readonly objects: readonly Pod[] } | undefined;
  readonly source?: { readonly sample: readonly Pod[] } | undefined;
}

/**
 * Ports whose name tells Istio's sidecars to speak HTTP where by custom another protocol is spoken: a note, since only the number says so
 * (https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/).
 */
export function misnamedPorts({ service, pods, source }: Ends): string[] {
  const ends = [...(pods?.objects ?? []), ...(source?.sample ?? [])];
  if (!service?.object || ends.every((pod) => membership(pod) !== 'sidecar')) return [];
  return service.object.spec.ports.flatMap((port) => {
    const usual = CUSTOM.get(port.port);
    const read = readAs(port);
    if (usual === undefined || port.protocol !== 'TCP' || !HTTP.has(read)) return [];
    return [
      `Istio’s sidecars read port ${port.port} as ${read}, by its name or appProtocol; by custom ${usual} is spoken there, which they would break: if so, call it tcp-… or set appProtocol: tcp.`,
    ];
  });
}

/** appProtocol counts before the name. */
const readAs = ({ name, appProtocol }: ServicePort): string => {
  const said = (appProtocol ?? name ?? '').toLowerCase();
  return said.startsWith('grpc-web') ? 'grpc-web' : (said.split('-')[0] ?? '');
};
