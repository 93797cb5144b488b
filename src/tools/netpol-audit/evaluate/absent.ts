import type { Unseen } from '../observation.ts';
import type { Case } from './case.ts';

/** Why an end could not be told; `unread` where that is for something that could not be read. */
export interface Problem {
  readonly problem: string;
  readonly unread?: Unseen;
}

/** An end that is not among what was read: it is not there, or its like could not be read at all. */
export function absent(
  { seen }: Case,
  called: string,
  { resource, namespace }: { readonly resource: RegExp; readonly namespace?: string },
): Problem {
  const unread = seen.missing.find(
    (one) =>
      resource.test(one.resource) &&
      one.reason !== 'not-in-files' &&
      (one.namespace === undefined || one.namespace === namespace),
  );
  return unread
    ? { problem: `${called} could not be read (${unread.reason})`, unread }
    : { problem: `${called} was not found` };
}
