/** How a host name reads as the name of a Kubernetes Service. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
  /** `certain`: the name says `.svc`. `possible`: two labels, which may as well be a public name. */
  readonly certainty: 'certain' | 'possible';
  readonly clusterDomain?: string;
  /** The pod's host name in front of a headless Service's name. */
  readonly pod?: string;
}

/** Top-level names that sites use for themselves (RFC 6761, RFC 6762 appendix G, RFC 9476, ICANN's "internal"): no namespaces. */
const PRIVATE_USE = new Set(
  'internal local localhost localdomain lan home corp intranet private test example invalid onion alt arpa'.split(
    ' ',
  ),
);

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads `name.ns`, `name.ns.svc`, `name.ns.svc.<cluster domain>` and `pod.name.ns.svc…` (Kubernetes DNS-based service
 * discovery specification 1.1.0, sections 2.3 and 2.4). Undefined when a host name cannot be one.
 */
export function serviceName(host: string): ServiceName | undefined {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const svc = labels.indexOf('svc', 2);
  if (svc === -1) {
    const [name = '', namespace = ''] = labels;
    if (labels.length !== 2 || !LABEL.test(name) || !LABEL.test(namespace)) return undefined;
    if (PRIVATE_USE.has(namespace)) return undefined;
    return { name, namespace, certainty: 'possible' };
  }
  const own = labels.slice(0, svc);
  const namespace = own.at(-1) ?? '';
  const name = own.at(-2) ?? '';
  if (own.length > 3 || !own.every((label) => LABEL.test(label) || label.startsWith('_'))) return undefined;
  const domain = labels.slice(svc + 1).join('.');
  return {
    name,
    namespace,
    certainty: 'certain',
    ...(domain && { clusterDomain: domain }),
    ...(own.length === 3 && { pod: own[0] ?? '' }),
  };
}

/** Whether a name can only be resolved inside a cluster: it is under `.svc` or a cluster domain. */
export function isClusterOnly(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return serviceName(name)?.certainty === 'certain' || name.endsWith('.cluster.local');
}
