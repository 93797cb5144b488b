import type { LabelSelector, Requirement } from './label-selector.ts';

const EQUAL = /^([^\s!=,()]+)\s*(==?|!=)\s*([^\s=,()]*)$/;
const SET = /^([^\s!=,()]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const THERE = /^(!?)\s*([^\s!=,()]+)$/;

/**
 * Reads a selector as kubectl takes it: `app=redis,tier notin (web,api),!legacy`. Undefined when it is none.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#list-and-watch-filtering
 */
export function parseSelectorText(text: string): LabelSelector | undefined {
  // Commas inside brackets separate values.
  const parts = text.split(/,(?![^(]*\))/).map((part) => part.trim());
  const read = parts.filter((part) => part !== '').map(requirement);
  const found = read.filter((one) => one !== undefined);
  return found.length === read.length ? { matchExpressions: found } : undefined;
}

function requirement(part: string): Requirement | undefined {
  const [, key, sign, value] = EQUAL.exec(part) ?? [];
  if (key !== undefined && value !== undefined)
    return { key, operator: sign === '!=' ? 'NotIn' : 'In', values: [value] };
  const [, set, word, list] = SET.exec(part) ?? [];
  if (set !== undefined && list !== undefined) {
    const values = list.split(',').map((one) => one.trim());
    return { key: set, operator: word === 'in' ? 'In' : 'NotIn', values };
  }
  const [, not, there] = THERE.exec(part) ?? [];
  if (there === undefined) return undefined;
  return { key: there, operator: not === '!' ? 'DoesNotExist' : 'Exists', values: [] };
}
