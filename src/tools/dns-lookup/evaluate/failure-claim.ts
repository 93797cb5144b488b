import { type Case, fail, warn, type Wish } from './case.ts';

/** `fail`, or `warn` for one of several record types when another of them was found. */
export const claimFor = (at: Case, wish: Wish): typeof fail =>
  !wish.isAddress && at.wishes.some((other) => other !== wish && other.story.winner !== undefined)
    ? warn
    : fail;
