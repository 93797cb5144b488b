import type { ObjectMeta } from '../../../core/kubernetes/object-meta.ts';
import { isPlainName } from '../../../core/untrusted.ts';
import type { Side } from '../model/direction.ts';
import type { Case } from './case.ts';

/** When the policies of a side were last changed, and by whom: the newest first. */
export function changed({ state }: Case, side: Side): string[] {
  const used = new Set(side.policies.policies.map(({ policy }) => `${policy.namespace}/${policy.name}`));
  return state.networkPolicies
    .filter(({ metadata }) => used.has(`${metadata.namespace}/${metadata.name}`))
    .flatMap(({ metadata }) => {
      const last = lastChange(metadata);
      return last ? [{ ...last, name: `${metadata.namespace}/${metadata.name}` }] : [];
    })
    .toSorted((a, b) => (a.time < b.time ? 1 : -1))
    .slice(0, 2)
    .map(({ name, time, by }) => `${name} last changed ${time}${by === undefined ? '' : ` by ${by}`}`);
}

function lastChange({
  managedFields,
  creationTimestamp,
}: ObjectMeta): { time: string; by?: string } | undefined {
  const [last] = managedFields
    .flatMap(({ time, manager }) => (time === undefined ? [] : [{ time, manager }]))
    .toSorted((a, b) => (a.time < b.time ? 1 : -1));
  if (!last) return creationTimestamp === undefined ? undefined : { time: creationTimestamp };
  const { time, manager } = last;
  return manager !== undefined && isPlainName(manager) ? { time, by: manager } : { time };
}
