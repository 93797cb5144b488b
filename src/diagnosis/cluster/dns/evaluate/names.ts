import type { Corefile } from '../../../../core/corefile/corefile.ts';
import { normalName } from '../../../../core/corefile/zone.ts';
import { isClusterOnly } from '../../../../core/target/service-name.ts';
import { clientStory } from '../../../../tools/dns-lookup/client-story.ts';
import type { Case } from './case.ts';

/** What a resolver's search list says of the cluster's domain: the part behind `svc.` (Kubernetes DNS specification). */
export function clusterDomain(search: readonly string[]): string {
  const own = search.map((domain) => /^svc\.(.+?)\.?$/.exec(domain)?.[1]).find((one) => one !== undefined);
  return own ?? 'cluster.local';
}

/** The name that is meant, absolute: of a Service its whole name, of others the name as it was given. */
export function meantName({ host, named, lookup, seen }: Case): string {
  if (!named) return normalName(host);
  const given = normalName(host);
  const whole = /^(?:[^.]+\.){2,3}svc\.(?:[^.]+\.)+$/.test(given);
  if (whole) return given;
  const domain = lookup ? clusterDomain(lookup.config.search) : servedDomain(seen.corefile?.parsed);
  return `${named.name}.${named.namespace}.svc.${domain}.`;
}

/** Whether the name is one of the cluster, to judge by how it is written. */
export const isOfCluster = ({ host, named }: Pick<Case, 'host' | 'named'>): boolean =>
  named !== undefined || isClusterOnly(host);

/** What the source's resolver library made of the name. */
export const storyOf = ({ host, lookup }: Pick<Case, 'host' | 'lookup'>) =>
  lookup && clientStory(lookup, host, ['A', 'AAAA']);

/** The domain that a Corefile serves the cluster under; `cluster.local` where it does not say. */
function servedDomain(corefile: Corefile | undefined): string {
  const zones = corefile?.blocks.flatMap(({ directives }) =>
    directives.flatMap(({ name, args }) => (name === 'kubernetes' ? args : [])),
  );
  return zones?.find((zone) => !/\.arpa\.?$/.test(zone))?.replace(/\.$/, '') ?? 'cluster.local';
}
