import type { Protocol } from '../../../core/kubernetes/object-name.ts';
import type { Party } from './party.ts';

/** A connection that is asked about: to `port` of the destination, after any Service's translation. */
export interface Flow {
  readonly source: Party;
  readonly destination: Party;
  readonly protocol: Protocol;
  readonly port: number;
  /** The family that both ends use; absent where their addresses are not known, or do not matter. */
  readonly family?: 4 | 6;
  /** The destination was reached by a Service's address. */
  readonly viaService?: boolean;
}
