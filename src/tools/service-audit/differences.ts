import type { Labels } from '../../core/kubernetes/labels.ts';
import { areSimilar } from './similar.ts';

/**
 * A label that a selector wants and an object does not have so. `has` is absent where it has no such key; `under` is another key
 * under which it has the wanted value.
 */
export interface Difference {
  readonly key: string;
  readonly wants: string;
  readonly has?: string;
  readonly under?: string;
}

/** The labels of a selector (all of which must be there) in which an object differs. */
export const differences = (selector: Labels, labels: Labels): Difference[] =>
  Object.entries(selector).flatMap(([key, wants]) => {
    const has = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (has === wants) return [];
    const [under] = Object.entries(labels).find(([other, value]) => value === wants && other !== key) ?? [];
    return [{ key, wants, ...(has !== undefined && { has }), ...(under !== undefined && { under }) }];
  });

/**
 * How much speaks for the selector being meant for the object: labels that it has as wanted, wanted values under another key, and
 * values that are alike. 0: it is just another object.
 */
export function kinship(selector: Labels, labels: Labels): number {
  const differing = differences(selector, labels);
  const equal = Object.keys(selector).length - differing.length;
  const alike = differing.filter(
    ({ wants, has, under }) => under !== undefined || (has !== undefined && areSimilar(wants, has)),
  );
  return equal + alike.length;
}

/** Objects that the selector may be meant for, the nearest first. */
export const nearestFirst = <T>(all: readonly T[], selector: Labels, labelsOf: (one: T) => Labels): T[] =>
  all
    .map((object) => {
      const labels = labelsOf(object);
      return { object, differing: differences(selector, labels).length, kin: kinship(selector, labels) };
    })
    .filter(({ kin, differing }) => kin > 0 && differing > 0)
    .toSorted((a, b) => a.differing - b.differing || b.kin - a.kin)
    .map(({ object }) => object);

/** A difference in words: `app=redis-v2, not app=redis`. */
export function differenceText({ key, wants, has, under }: Difference): string {
  if (has !== undefined) return `${key}=${has}, not ${key}=${wants}`;
  const other = under === undefined ? '' : `, but ${under}=${wants}`;
  return `no label ${key} (the selector wants ${key}=${wants})${other}`;
}
