import type { Judgement } from '../../core/finding.ts';
import type { Stamp } from '../../core/tool.ts';
import { caseOf } from './evaluate/case.ts';
import { notesOf } from './evaluate/notes.ts';
import { carriesLarge, judgePath } from './evaluate/path.ts';
import { relevant } from './evaluate/relevant.ts';
import { unresolved } from './evaluate/unresolved.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';

/** Judges every path that was measured, in the order in which clients try their addresses. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  if (seen.paths.length === 0) return { checks: [unresolved(seen, input)] };
  const cases = relevant(seen.paths.map((path) => caseOf(seen, input, path)));
  const { leftOut } = seen;
  return {
    checks: cases.flatMap((about, index) => judgePath(about, cases.slice(0, index).some(carriesLarge))),
    notes: [
      ...notesOf(cases),
      ...(leftOut.length > 0
        ? [
            `Measured to the first address of each family only; not to ${leftOut.slice(0, 3).join(', ')}${leftOut.length > 3 ? ' and others' : ''}.`,
          ]
        : []),
    ],
    connectionsMade: seen.paths.reduce(
      (sum, { connections, echoes }) => sum + connections + echoes.length,
      0,
    ),
  };
}
