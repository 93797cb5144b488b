import type { Judgement } from '../../core/finding.ts';
import type { Stamp } from '../../core/tool.ts';
import { judgePath } from './evaluate/path.ts';
import { unresolved } from './evaluate/unresolved.ts';
import { unusableNotes } from './evaluate/unusable.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';

/** Says of each address how far packets get. A trace is a side view: it passes, or it does not know. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  if (seen.paths.length === 0) return { checks: [unresolved(seen, input)] };
  const { paths, leftOut } = seen;
  return {
    checks: paths.map((path) => judgePath(path, input)),
    notes: [
      ...unusableNotes(paths),
      ...(leftOut.length > 0
        ? [
            `Traced to the first address of each family only; not to ${leftOut.slice(0, 3).join(', ')}${leftOut.length > 3 ? ' and others' : ''}.`,
          ]
        : []),
    ],
    connectionsMade: paths.reduce((sum, { probesToTarget }) => sum + probesToTarget, 0),
  };
}
