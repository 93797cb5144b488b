import type { Ingress, IngressBackend } from '../../../core/kubernetes/ingress.ts';
import type { AskedUrl } from './asked-url.ts';
import type { RoutedBackend, Routed } from './backend.ts';
import { hostFit } from './host-match.ts';
import { byPath, pathFit } from './path-match.ts';

/** The backend that an Ingress sends a URL to; without a URL, the only one that it has. */
export function throughIngress(ingress: Ingress, url: AskedUrl | undefined): Routed {
  const { rules, defaultBackend } = ingress.spec;
  const at = (backend: IngressBackend | undefined): RoutedBackend | undefined =>
    backend?.service && {
      namespace: ingress.metadata.namespace,
      name: backend.service.name,
      port: backend.service.port.number ?? backend.service.port.name,
    };
  const fallback = at(defaultBackend);
  if (!url)
    return onlyOne([...rules.flatMap(({ http }) => http.paths.map(({ backend }) => at(backend))), fallback]);
  const hosts = rules.map((rule) => ({ rule, fit: hostFit(rule.host, url.host, 'one') }));
  const best = Math.max(0, ...hosts.map(({ fit }) => fit));
  const paths = hosts
    .filter(({ fit }) => fit === best && fit > 0)
    .flatMap(({ rule }) => rule.http.paths)
    .flatMap((one) => {
      const fit = pathFit(one.pathType, one.path ?? '/', url.path);
      return fit ? [{ one, fit }] : [];
    })
    .toSorted((a, b) => byPath(a.fit, b.fit));
  const [chosen] = paths;
  const to = chosen ? at(chosen.one.backend) : undefined;
  if (chosen && to) return { to, rule: chosen.one.path ?? '/', uncertain: chosen.fit.uncertain, others: 0 };
  if (chosen) return { to: undefined, why: 'no-service' };
  if (fallback) return { to: fallback, rule: 'the default backend', uncertain: false, others: 0 };
  return { to: undefined, why: rules.length === 0 ? 'no-rule' : best === 0 ? 'no-host' : 'no-path' };
}

/** The one backend of several that are the same. */
export function onlyOne(all: readonly (RoutedBackend | undefined)[]): Routed {
  const found = all.filter((one) => one !== undefined);
  const distinct = [
    ...new Map(found.map((one) => [`${one.namespace}/${one.name}:${one.port ?? ''}`, one])).values(),
  ];
  const [only] = distinct;
  if (distinct.length === 1 && only)
    return { to: only, rule: 'its only backend', uncertain: false, others: 0 };
  return distinct.length === 0
    ? { to: undefined, why: 'no-rule' }
    : { to: undefined, why: 'which', backends: distinct };
}
