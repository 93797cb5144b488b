import type { ClusterMeta } from '../../../core/kubernetes/object-meta.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import type { Stamp } from '../../../core/tool.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { caseOf } from './case.ts';
import { decidingSides, isOfNames, policiesOf, selectingSources } from './deciding.ts';
import { pairsOf } from './pairs.ts';

/** What an answer rests on. */
export interface Used {
  /** By the name that a person would look for. */
  readonly policies: readonly { readonly name: string; readonly metadata: ClusterMeta }[];
  /** The pods of both ends. */
  readonly sources: readonly Pod[];
  readonly destinations: readonly Pod[];
}

/** The policies that decide a question, as far as `code` tells which, and the pods at its ends. Pure. */
export function used(seen: Observation & Stamp, input: Input, code: string | null): Used {
  const about = caseOf(seen, input);
  const question = pairsOf(about);
  if ('problem' in question) return { policies: [], sources: [], destinations: [] };
  const { pairs } = question;
  const names = new Set(
    isOfNames(code)
      ? selectingSources(about, question, 'egress')
      : decidingSides(pairs).flatMap((side) => policiesOf(side)),
  );
  const { networkPolicies, adminNetworkPolicies, baselineAdminNetworkPolicies, clusterNetworkPolicies } =
    seen;
  const tier = (kind: string, policies: readonly { metadata: ClusterMeta }[]) =>
    policies.map(({ metadata }) => ({ name: `${kind} ${metadata.name}`, metadata }));
  return {
    policies: [
      ...networkPolicies.map(({ metadata }) => ({
        name: `${metadata.namespace}/${metadata.name}`,
        metadata,
      })),
      ...tier('AdminNetworkPolicy', adminNetworkPolicies),
      ...tier('BaselineAdminNetworkPolicy', baselineAdminNetworkPolicies),
      ...tier('ClusterNetworkPolicy', clusterNetworkPolicies),
    ].filter(({ name }) => names.has(name)),
    sources: distinct(pairs.flatMap(({ source }) => source.pod ?? [])),
    destinations: distinct(pairs.flatMap(({ destination }) => destination.pod ?? [])),
  };
}

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];
