import * as z from 'zod';
import { list, maybe, Text } from './lenient.ts';
import { isLabelKey, isLabelValue, type Labels } from './labels.ts';

const Operator = z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']);

/** One expression of a selector. */
export const Requirement = z.object({ key: Text, operator: Operator, values: list(Text) });
export type Requirement = z.infer<typeof Requirement>;

/**
 * LabelSelector of meta/v1. Old policies may hold values that no label can have (they match nothing), so values are any text here
 * and are printed by {@link selectorText} only.
 */
export const LabelSelector = z.object({
  matchLabels: maybe(z.record(Text, Text)),
  matchExpressions: maybe(z.array(Requirement)),
});
export type LabelSelector = z.infer<typeof LabelSelector>;

/** The selector as one list of expressions, ANDed (meta/v1: matchLabels is In with one value). */
export const requirements = ({ matchLabels, matchExpressions }: LabelSelector): Requirement[] => [
  ...Object.entries(matchLabels ?? {}).map(([key, value]): Requirement => ({
    key,
    operator: 'In',
    values: [value],
  })),
  ...(matchExpressions ?? []),
];

/** Whether one expression holds. NotIn and DoesNotExist hold where the key is absent (netpol facts 8). */
export function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Whether a selector selects an object with these labels. An empty selector selects everything. */
export const selects = (selector: LabelSelector, labels: Labels): boolean =>
  requirements(selector).every((one) => holds(one, labels));

/** Whether a selector selects everything. */
export const isEverything = (selector: LabelSelector): boolean => requirements(selector).length === 0;

/**
 * A selector as kubectl -l reads and prints it (`app=redis,tier notin (web,api)`); `everything` stands for the empty one. What is no
 * label is not repeated.
 */
export function selectorText(selector: LabelSelector): string {
  const all = requirements(selector).map(requirementText);
  return all.length === 0 ? 'everything' : all.join(',');
}

/** One expression as kubectl writes it. */
export function requirementText({ key, operator, values }: Requirement): string {
  const name = isLabelKey(key) ? key : '(an invalid key)';
  const said = values.map((value) => (isLabelValue(value) ? value : '(an invalid value)'));
  switch (operator) {
    case 'In':
      return said.length === 1 ? `${name}=${said[0]}` : `${name} in (${said.join(',')})`;
    case 'NotIn':
      return said.length === 1 ? `${name}!=${said[0]}` : `${name} notin (${said.join(',')})`;
    case 'Exists':
      return name;
    case 'DoesNotExist':
      return `!${name}`;
  }
}
