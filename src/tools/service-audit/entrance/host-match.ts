/** How a request's host meets the host of a rule: the more exact, the higher; 0: not at all. */
export type HostFit = 0 | 1 | 2 | 3;

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/**
 * A rule without a host takes every host; `*.x.org` takes exactly one more label with an Ingress
 * (https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards) and one or more with the Gateway API
 * (HTTPRoute, spec.hostnames).
 */
export function hostFit(rule: string | undefined, host: string, labels: 'one' | 'any'): HostFit {
  const name = plain(host);
  if (rule === undefined || rule === '' || rule === '*') return 1;
  const wanted = plain(rule);
  if (wanted === name) return 3;
  if (!wanted.startsWith('*.')) return 0;
  const suffix = wanted.slice(1);
  const rest = name.endsWith(suffix) ? name.slice(0, -suffix.length) : '';
  return rest !== '' && (labels === 'any' || !rest.includes('.')) ? 2 : 0;
}
