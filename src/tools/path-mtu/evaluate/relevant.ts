import type { Case } from './case.ts';

/** A family that this host cannot send in is no finding beside one that it can. */
export function relevant(cases: readonly Case[]): readonly Case[] {
  const usable = cases.filter(
    ({ path }) => !path.tcp || !['no-route', 'exhausted'].includes(path.tcp.dial.outcome),
  );
  return usable.length > 0 ? usable : cases;
}
