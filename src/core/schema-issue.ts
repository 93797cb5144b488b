import type * as z from 'zod';

/**
 * What a schema objects to, as words for whoever sent the value: what was wrong and what to send instead. Messages that a
 * schema of ours wrote pass through as they are.
 */
export function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return `too ${SMALL[issue.origin] ?? 'small'}. Send ${amount(issue.origin, issue.minimum)} or more.`;
    case 'too_big':
      return `too ${BIG[issue.origin] ?? 'large'}. Send ${amount(issue.origin, issue.maximum)} at most.`;
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'not a whole number. Send decimal digits.'
        : `not ${article(issue.expected)}. Send ${article(issue.expected)}.`;
    case 'invalid_value':
      return `not one of the values. Send ${issue.values.map(String).join(', ')}.`;
    default:
      return issue.message;
  }
}

const SMALL: Readonly<Record<string, string>> = { array: 'few', set: 'few', string: 'short' };
const BIG: Readonly<Record<string, string>> = { array: 'many', set: 'many', string: 'long' };
const UNIT: Readonly<Record<string, string>> = { array: ' item', set: ' item', string: ' character' };

function amount(origin: string, limit: number | bigint): string {
  const unit = UNIT[origin];
  return unit === undefined ? String(limit) : `${limit}${unit}${limit === 1 ? '' : 's'}`;
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);
