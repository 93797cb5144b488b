import type { DestinationRule } from '../../../core/kubernetes/istio.ts';
import type { ServiceRef } from '../service-ref.ts';
import { ROOT_NAMESPACE } from './peer-mode.ts';

/** The TLS mode that a rule tells a client's proxy, and the rule. */
export interface ClientTls {
  readonly mode: string;
  readonly from: DestinationRule;
}

/**
 * The TLS mode that a DestinationRule sets for a Service's port: of the client's namespace, the Service's, the mesh's, in this order;
 * undefined where none sets one (https://istio.io/latest/docs/reference/config/networking/destination-rule/).
 */
export function clientTls(
  rules: readonly DestinationRule[],
  service: ServiceRef,
  port: number,
  client: string,
): ClientTls | undefined {
  const fitting = rules.filter(({ metadata, spec }) => isHost(spec.host ?? '', metadata.namespace, service));
  for (const namespace of [client, service.namespace, ROOT_NAMESPACE]) {
    const from = fitting.find(({ metadata }) => metadata.namespace === namespace);
    if (!from) continue;
    const { tls, portLevelSettings } = from.spec.trafficPolicy;
    const ofPort = portLevelSettings.find((one) => one.port.number === port);
    const mode = ofPort ? ofPort.tls?.mode : tls?.mode;
    return mode === undefined ? undefined : { mode, from };
  }
  return undefined;
}

/** A short host is one of the rule's own namespace. */
function isHost(host: string, own: string, { namespace, name }: ServiceRef): boolean {
  const full = `${name}.${namespace}.svc.`;
  if (host.startsWith('*')) {
    const end = host.slice(1);
    return (
      end === '' ||
      `.${namespace}.svc.cluster.local`.endsWith(end) ||
      `${name}.${namespace}.svc.cluster.local`.endsWith(end)
    );
  }
  return host.includes('.')
    ? `${host}.`.startsWith(full) || host === `${name}.${namespace}`
    : host === name && own === namespace;
}
