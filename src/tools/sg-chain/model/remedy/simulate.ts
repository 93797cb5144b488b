import type { Seen } from '../../observation.ts';
import { after, type Change } from '../change.ts';
import { estateOf } from '../estate.ts';
import { type Asked, type Chain, judge, verdictOf } from '../outcome.ts';

/** The changes that the refusing checkpoints of a chain ask for. */
export const changesOf = ({ checkpoints }: Chain): Change[] =>
  checkpoints.flatMap(({ verdict, change }) =>
    change && (verdict === 'deny' || verdict === 'partial') ? [change] : [],
  );

/** Whether the flow is allowed, on the model, when all changes of the chain are made. */
export function allowedAfter(seen: Seen, asked: Asked, changes: readonly Change[], chain: number): boolean {
  if (changes.length === 0) return false;
  const again = judge(estateOf(after(seen, changes)), asked, seen.pods).chains[chain];
  return again !== undefined && verdictOf(again.checkpoints) === 'allow';
}
