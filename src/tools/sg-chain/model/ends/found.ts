import type { LoadBalancer } from '../../../../core/aws/load-balancer.ts';
import type { Gap } from '../estate.ts';
import type { End, Place } from '../place.ts';

/** What stands for an end that was asked for. */
export interface Found {
  /** Any of these may send or be reached; empty when none is known. */
  readonly ends: readonly End[];
  /** Why none is known. */
  readonly gap?: Gap;
  /** Interfaces of several VPCs that have the address. */
  readonly ambiguous?: readonly Place[];
  readonly balancer?: LoadBalancer;
  /** How many more there are, which are not judged. */
  readonly beyond?: number;
  /** The port that the service listens on. */
  readonly port?: number;
  readonly notes?: readonly string[];
}

/** What narrows the search for an end. */
export interface Hints {
  readonly family: 4 | 6;
  /** The only VPC that is meant. */
  readonly vpc?: string | undefined;
  /** VPCs whose subnets are looked through for an address that no interface lists. */
  readonly near: readonly string[];
}

/** Interfaces, or subnets, of one thing that are judged: there are six zones at most, so that few have more. */
export const MOST = 8;

export const nowhere = (gap: Gap): Found => ({ ends: [], gap });
