import type { Judged } from '../checkpoint.ts';
import type { Place } from '../place.ts';
import type { Range } from '../range.ts';
import type { Reference } from '../rule-match.ts';

/** How packets leave a subnet towards a destination. */
export interface Passage {
  /** The route, and what it leads through. */
  readonly judged: readonly Judged[];
  readonly way:
    'inside' | 'peering' | 'transit-gateway' | 'internet' | 'nat' | 'gateway-endpoint' | 'elsewhere' | 'none';
  /** The id of what the route leads to. */
  readonly target?: string;
  /** Whether rules by group id can match: at the source's egress, and at the destination's ingress. */
  readonly egress: Reference;
  readonly ingress: Reference;
  /** The address that the destination sees. */
  readonly seenFrom: Range;
  /** Where a NAT gateway sends on from. */
  readonly nat?: Place;
  /** The prefix list of the route, where a group can name it. */
  readonly prefixList?: string;
}

export const works: Reference = { use: 'works' };
export const lost = (why: string, native = 'SG_REFERENCES_NOT_PRESERVED'): Reference => ({
  use: 'lost',
  why,
  native,
});
