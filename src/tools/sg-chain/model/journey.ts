import type { Flow } from './flow.ts';
import type { End } from './place.ts';

/** A flow between two ends, and the leg that it begins with. */
export interface Journey {
  readonly flow: Flow;
  readonly source: End;
  readonly destination: End;
  readonly leg: number;
  /** NAT gateways that it came through. */
  readonly through?: readonly string[];
}
