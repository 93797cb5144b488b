import type { BackendRef, HttpRoute, RouteMatch } from '../../../core/kubernetes/gateway.ts';
import type { AskedUrl } from './asked-url.ts';
import type { Routed, RoutedBackend } from './backend.ts';
import { hostFit } from './host-match.ts';
import { byPath, type PathFit, pathFit } from './path-match.ts';
import { onlyOne } from './through-ingress.ts';

/** The backend that an HTTPRoute sends a GET of a URL to; without a URL, the only one that it has. */
export function throughRoute(route: HttpRoute, url: AskedUrl | undefined): Routed {
  const { rules, hostnames } = route.spec;
  const at = (one: BackendRef): RoutedBackend | undefined =>
    isService(one)
      ? { namespace: one.namespace ?? route.metadata.namespace, name: one.name, port: one.port }
      : undefined;
  if (!url) return onlyOne(rules.flatMap(({ backendRefs }) => backendRefs.map(at)));
  if (hostnames.length > 0 && !hostnames.some((one) => hostFit(one, url.host, 'any') > 0))
    return { to: undefined, why: 'no-host' };
  const fitting = rules
    .flatMap((rule) =>
      matchesOf(rule.matches).flatMap((match) => {
        const fit = fitOf(match, url.path);
        return fit ? [{ rule, match, fit }] : [];
      }),
    )
    .toSorted((a, b) => byPath(a.fit, b.fit));
  const [chosen] = fitting;
  if (!chosen) return { to: undefined, why: rules.length === 0 ? 'no-rule' : 'no-path' };
  // A weight of 0 takes nothing (HTTPBackendRef).
  const backends = chosen.rule.backendRefs.filter(({ weight }) => weight !== 0);
  const to = backends.map(at).find((one) => one !== undefined);
  if (!to) return { to: undefined, why: 'no-service' };
  return {
    to,
    rule: chosen.match.path?.value ?? '/',
    uncertain: chosen.fit.uncertain,
    others: backends.length - 1,
  };
}

/** A rule without matches takes every path. */
const matchesOf = (matches: readonly RouteMatch[]): readonly RouteMatch[] =>
  matches.length > 0 ? matches : [{ headers: [], queryParams: [] }];

/** Headers, parameters and methods of the request are not known: such a match may take it. */
function fitOf({ path, headers, queryParams, method }: RouteMatch, asked: string): PathFit | undefined {
  const fit = pathFit(path?.type ?? 'PathPrefix', path?.value ?? '/', asked);
  const conditional =
    headers.length > 0 || queryParams.length > 0 || (method !== undefined && method !== 'GET');
  return fit && { ...fit, uncertain: fit.uncertain || conditional };
}

/** Whether a reference is to a Service (the default kind of a backendRef). */
export const isService = ({ kind, group }: BackendRef): boolean =>
  (kind ?? 'Service') === 'Service' && (group ?? '') === '';
