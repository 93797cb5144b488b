import type { Code } from '../failures.ts';
import type { Change } from './change.ts';
import type { Gap } from './estate.ts';
import type { Ports } from './ports.ts';

export type Verdict = 'allow' | 'deny' | 'partial' | 'unknown' | 'skipped';

export type Kind =
  | 'src_fw_egress'
  | 'subnet_fw_out'
  | 'route'
  | 'transit'
  | 'subnet_fw_in'
  | 'dst_fw_ingress'
  | 'lb_listener'
  | 'lb_target'
  | 'endpoint_policy'
  | 'admin_policy'
  | 'end';

/** A rule that would match but for one thing. */
export interface NearMiss {
  /** The rule's id, or the group that holds it. */
  readonly rule: string;
  readonly differs: 'port' | 'proto' | 'peer' | 'family' | 'priority' | 'stale_ref' | 'ref_not_preserved';
  /** Our own words, in which only checked names stand. */
  readonly text: string;
}

/** One thing on the way that lets a packet pass or not. */
export interface Checkpoint {
  /** Counted from 1; a balancer or NAT starts the next one. */
  readonly leg: number;
  readonly direction: 'forward' | 'return';
  readonly kind: Kind;
  /** The resource that decides, by its id. */
  readonly resource: string;
  readonly verdict: Verdict;
  readonly code?: Code;
  /** The reason by the name that VPC Reachability Analyzer has for it. */
  readonly native?: string;
  readonly said: string;
  /** The rule, entry or route that decides. */
  readonly matched?: string;
  readonly nearMisses?: readonly NearMiss[];
  /** Client ports that pass, when not all do. */
  readonly covered?: readonly Ports[];
  /** Call, path and value that the verdict rests on. */
  readonly evidence: readonly string[];
  readonly gap?: Gap;
  readonly change?: Change;
  /** What to do where no change can be given as a command. */
  readonly advice?: string;
  /** A command that shows what was judged. */
  readonly look?: string;
}

/** A checkpoint before it is known on which leg and in which direction it stands. */
export type Judged = Omit<Checkpoint, 'leg' | 'direction'>;

/** A checkpoint that could not be judged, and what would let it be. */
export const blind = (kind: Kind, resource: string, what: string, gap: Gap): Judged => ({
  kind,
  resource,
  verdict: 'unknown',
  said: `${what}: ${gap.why}`,
  evidence: gap.action === undefined ? [] : [`${gap.action}: ${gap.gap}`],
  gap,
});
