import type { Judgement } from '../../core/finding.ts';
import type { Stamp } from '../../core/tool.ts';
import { connectionsMade } from './evaluate/connections-made.ts';
import { judgePort } from './evaluate/port.ts';
import { unresolved } from './evaluate/unresolved.ts';
import { isShy } from './evaluate/shy.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';

/** Judges every port by itself. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  if (seen.ports.length === 0) return { checks: [unresolved(seen, input)] };
  const judged = seen.ports.map((port) => judgePort({ input, seen, port }));
  const notes = [
    ...judged.flatMap((one) => one.notes),
    ...seen.ports
      .filter((port) => isShy(port, input))
      .map(
        ({ port }) =>
          `Port ${port} greets like MySQL, which blocks clients that break off: at most three connections were made there.`,
      ),
  ];
  return {
    checks: judged.flatMap((one) => one.checks),
    notes: [...new Set(notes)],
    connectionsMade: connectionsMade(seen),
  };
}
