import type { TraceWalk } from '../observation.ts';
import type { Standing } from './standing.ts';

/** What to walk for. */
export interface Errand {
  /** With its trailing dot. */
  readonly name: string;
  readonly type: string;
  /** How many walks for name servers this one is inside of. */
  readonly depth: number;
  /** Asked of every server of the last cut, beside the type itself. */
  readonly alsoTypes: readonly string[];
}

/** A walk, and the walks that it needed for addresses of name servers. */
export interface Walked {
  readonly walk: TraceWalk;
  readonly serverWalks: readonly TraceWalk[];
  /** The reply that ended it; absent when none was usable. */
  readonly last?: Standing;
}
