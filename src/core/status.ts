import * as z from 'zod';

/**
 * `fail` and `warn` speak of the target; `unknown` says that we could not look; `skipped` that it does not
 * apply or that an earlier layer blocks it. Not being able to look is never `pass` and never `fail`.
 */
export const Status = z.enum(['pass', 'warn', 'fail', 'unknown', 'skipped']);
export type Status = z.infer<typeof Status>;

const WORST_FIRST: readonly Status[] = ['fail', 'unknown', 'warn', 'pass', 'skipped'];

/** The worst status, by `fail > unknown > warn > pass > skipped`; `skipped` when there is none. */
export function worst(statuses: readonly Status[]): Status {
  return WORST_FIRST.find((status) => statuses.includes(status)) ?? 'skipped';
}
