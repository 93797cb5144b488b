import { lastChangeOf } from '../../../core/kubernetes/last-change.ts';
import type { Side } from '../model/direction.ts';
import type { Case } from './case.ts';

/** When the policies of a side were last changed, and by whom: the newest first. */
export function changed({ state }: Case, side: Side): string[] {
  const used = new Set(side.policies.policies.map(({ policy }) => `${policy.namespace}/${policy.name}`));
  return state.networkPolicies
    .filter(({ metadata }) => used.has(`${metadata.namespace}/${metadata.name}`))
    .flatMap(({ metadata }) => {
      const last = lastChangeOf(metadata);
      return last ? [{ ...last, name: `${metadata.namespace}/${metadata.name}` }] : [];
    })
    .toSorted((a, b) => (a.time < b.time ? 1 : -1))
    .slice(0, 2)
    .map(({ name, time, by }) => `${name} last changed ${time}${by === undefined ? '' : ` by ${by}`}`);
}
