import type { Observation, Try } from '../observation.ts';

/** Connections that were tried towards others: what this host's own kernel refused was none. */
export function connectionsMade({ ports }: Observation): number {
  const tries = ports.flatMap(({ addresses, control }) => [
    ...addresses.flatMap((seen) => [...seen.tries, seen.again?.dial, seen.quiet]),
    control?.answer,
  ]);
  // A control that gave no answer in time was one as well.
  const unanswered = ports.filter(({ control }) => control && !control.answer).length;
  return tries.filter((one) => one !== undefined && wasSent(one)).length + unanswered;
}

const wasSent = ({ outcome, local }: Try): boolean => outcome !== 'not-allowed' && local !== true;
