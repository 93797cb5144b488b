import type { NetworkInterface } from '../../../core/aws/network-interface.ts';
import type { Range } from './range.ts';

/** Where packets enter and leave a VPC: an interface, or the subnet and groups that a service's own interfaces have. */
export interface Place {
  readonly kind: 'place';
  /** For sentences: `eni-1`, `RDS proxy orders in subnet-1`. */
  readonly name: string;
  readonly vpc: string;
  readonly subnet: string;
  /** Ids of the groups on it. A network balancer may have none: then it admits everything. */
  readonly groups: readonly string[];
  /** Nothing filters it by groups (a NAT gateway, a network balancer without groups). */
  readonly ungrouped?: true;
  /** The address that this end speaks with inside its VPC; a whole subnet where the address is not known. */
  readonly range: Range;
  /** The public IPv4 address that stands for it outside. */
  readonly publicRange?: Range;
  /**
   * It is made to be reached from the internet, and its addresses there were not read: a balancer's name stands for them everywhere,
   * a database's outside of its VPC only.
   */
  readonly facesInternet?: 'everywhere' | 'outside';
  /** The peer dials the public address. */
  readonly dialledPublicly?: true;
  readonly eni?: NetworkInterface;
}

/** Somebody whom no interface that we can see stands for. */
export interface Outside {
  readonly kind: 'outside';
  readonly name: string;
  readonly range: Range;
  /** Public address space: it is reached through the internet. */
  readonly internet: boolean;
  /** It is inside a VPC that was read, or may be: an interface that is not shown, or a whole network. */
  readonly hidden?: true;
}

export type End = Place | Outside;

/** The address that the peer of an end dials. */
export const dialled = (end: End): Range =>
  end.kind === 'place' && end.dialledPublicly && end.publicRange ? end.publicRange : end.range;
