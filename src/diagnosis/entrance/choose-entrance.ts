import { parseIp } from '../../core/address/ip.ts';
import type { HttpRoute } from '../../core/kubernetes/gateway.ts';
import type { Ingress } from '../../core/kubernetes/ingress.ts';
import type { AskedUrl } from '../../tools/service-audit/entrance/asked-url.ts';
import type { Routed, RoutedBackend } from '../../tools/service-audit/entrance/backend.ts';
import { hostFit } from '../../tools/service-audit/entrance/host-match.ts';
import { throughIngress } from '../../tools/service-audit/entrance/through-ingress.ts';
import { throughRoute } from '../../tools/service-audit/entrance/through-route.ts';
import type { Entrance, Entrances } from './entrances.ts';

interface Candidate {
  readonly entrance: Entrance;
  /** How exactly it names the host; 1: it takes every host. */
  readonly fit: number;
  readonly way: Routed;
}

/** A rule that names the host, with or without a wildcard; a rule for every host fits with 1. */
const NAMES = 2;

/**
 * Which Ingress or HTTPRoute takes a URL: of those that name its host, one that has the path before one that has not, then the
 * more exact host, then the longer path. One for every host counts only where the address that was asked is its own.
 */
export function chooseEntrance(
  ingresses: readonly Ingress[],
  routes: readonly HttpRoute[],
  url: AskedUrl,
  asked: readonly string[],
): Pick<Entrances, 'naming' | 'entrance' | 'sharing'> & { backend?: RoutedBackend } {
  const all = [
    ...ingresses.map((one): Candidate => candidateOf(one, url)),
    ...routes.map((one): Candidate => ({
      entrance: ofRoute(one),
      fit: Math.max(0, ...one.spec.hostnames.map((host) => hostFit(host, url.host, 'any'))),
      way: throughRoute(one, url),
    })),
  ];
  const naming = all.filter(({ fit }) => fit >= NAMES);
  const shared = all.filter(({ entrance }) => entrance.addresses.some((one) => asked.includes(one)));
  const [best] = (naming.length > 0 ? naming : shared.filter(({ fit }) => fit > 0)).toSorted(better);
  return {
    naming: naming.length,
    ...(best && { entrance: best.entrance }),
    ...(best?.way.to && { backend: best.way.to }),
    ...(!best && shared[0] && { sharing: shared[0].entrance }),
  };
}

function candidateOf(ingress: Ingress, url: AskedUrl): Candidate {
  const { rules, defaultBackend } = ingress.spec;
  return {
    entrance: ofIngress(ingress),
    fit: Math.max(defaultBackend ? 1 : 0, ...rules.map(({ host }) => hostFit(host, url.host, 'one'))),
    way: throughIngress(ingress, url),
  };
}

const better = (a: Candidate, b: Candidate): number =>
  Number(b.way.to !== undefined) - Number(a.way.to !== undefined) ||
  b.fit - a.fit ||
  pathLength(b.way) - pathLength(a.way);

const pathLength = (way: Routed): number => (way.to && way.rule.startsWith('/') ? way.rule.length : 0);

const ofIngress = ({ metadata, spec, status }: Ingress): Entrance => ({
  kind: 'Ingress',
  namespace: metadata.namespace,
  name: metadata.name,
  addresses: status.loadBalancer.ingress.flatMap(({ ip }) => (ip !== undefined && parseIp(ip) ? [ip] : [])),
  ...(spec.ingressClassName !== undefined && { className: spec.ingressClassName }),
  gateways: [],
});

const ofRoute = ({ metadata, spec }: HttpRoute): Entrance => ({
  kind: 'HTTPRoute',
  namespace: metadata.namespace,
  name: metadata.name,
  addresses: [],
  gateways: spec.parentRefs
    .filter(({ kind }) => (kind ?? 'Gateway') === 'Gateway')
    .slice(0, 10)
    .map(({ namespace, name }) => ({ namespace: namespace ?? metadata.namespace, name })),
});
