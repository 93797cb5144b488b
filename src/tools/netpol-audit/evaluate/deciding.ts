import type { Side } from '../model/direction.ts';
import type { Direction } from '../model/policy.ts';
import type { Case } from './case.ts';
import type { Code } from '../failures.ts';
import type { Pair, Question } from './pairs.ts';

/** Denials of names, which have a question of their own: the source to the cluster's DNS. */
const OF_NAMES: ReadonlySet<string | null> = new Set<Code>([
  'policy.egress-dns-denied',
  'policy.dns-udp-only',
  'policy.dns-service-port',
  'policy.nodelocal-dns',
]);

export const isOfNames = (code: string | null): boolean => OF_NAMES.has(code);

/** The policies that decide a side: "cache/default-deny-ingress", or of a tier "AdminNetworkPolicy no-egress". */
export function policiesOf(side: Side): string[] {
  const named = side.policies.policies.map(({ policy }) => `${policy.namespace}/${policy.name}`);
  const tier = [...side.admin.deciding, ...side.baseline.deciding].map(
    ({ policy }) => `${policy.kind} ${policy.name}`,
  );
  return side.by === 'network-policy' ? named : side.by === 'default' ? [...named, ...tier] : tier;
}

/** The sides that deny; where none does, both sides of every pair. */
export function decidingSides(pairs: readonly Pair[]): Side[] {
  const sides = pairs.flatMap(({ judged }) => [judged.egress, judged.ingress]);
  const denied = sides.filter(({ verdict }) => verdict === 'denied');
  return denied.length > 0 ? denied : sides;
}

/** The policies that select the sources of a question in a direction: those that decide what no pair asks. */
export const selectingSources = ({ model }: Case, { pairs }: Question, direction: Direction): string[] =>
  pairs.flatMap(({ source: { party } }) =>
    party.kind === 'pod'
      ? model.selecting(party, direction).map(({ namespace, name }) => `${namespace}/${name}`)
      : [],
  );
