import {
  holds,
  type LabelSelector,
  type Requirement,
  requirements,
} from '../../../core/kubernetes/label-selector.ts';
import type { Labels } from '../../../core/kubernetes/labels.ts';
import type { Ternary } from './ternary.ts';

/** Labels of an object; `complete` is false where the object was not seen, and any other label may be there too. */
export interface KnownLabels {
  readonly labels: Labels;
  readonly complete: boolean;
}

/** Whether one expression holds; labels that were not seen are unknown, not absent (netpol facts 9). */
export function mayHold(requirement: Requirement, { labels, complete }: KnownLabels): Ternary {
  if (!complete && !Object.hasOwn(labels, requirement.key)) return 'maybe';
  return holds(requirement, labels) ? 'yes' : 'no';
}

const cache = new WeakMap<LabelSelector, readonly Requirement[]>();
function expressions(selector: LabelSelector): readonly Requirement[] {
  const kept = cache.get(selector);
  if (kept) return kept;
  const made = requirements(selector);
  cache.set(selector, made);
  return made;
}

/** Whether a selector selects an object of which these labels are known. */
export function maySelect(selector: LabelSelector, known: KnownLabels): Ternary {
  let result: Ternary = 'yes';
  for (const requirement of expressions(selector)) {
    const one = mayHold(requirement, known);
    if (one === 'no') return 'no';
    if (one === 'maybe') result = 'maybe';
  }
  return result;
}
