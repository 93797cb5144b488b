import type { Policy, Rule } from '../model/policy.ts';

/** Several things, the first three by name. */
export function listed(names: readonly string[], most = 3): string {
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, most).join(', ');
  return distinct.length > most ? `${shown} and ${distinct.length - most} more` : shown;
}

/** "1 pod", "3 pods". */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** A rule as people count: "cache/allow-web ingress rule 1". */
export const ruleName = ({ namespace, name }: Policy, direction: string, { index }: Rule): string =>
  `${namespace}/${name} ${direction} rule ${index + 1}`;
