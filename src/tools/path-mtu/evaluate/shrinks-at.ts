import type { Hop, Trace } from '../../../core/world/path.ts';
import type { Case } from './case.ts';

/** Where large packets stop and small ones do not. */
export interface Shrinks {
  /** The last that answers large packets: "10.0.0.1 (hop 1)". */
  readonly behind: string;
  /** The first behind it that answers small ones only. */
  readonly before: string | undefined;
  /** Large packets get to the last router before the target. */
  readonly atTarget: boolean;
}

/** Who said by ICMP that packets are too big, and what fits. */
export interface ToldBy {
  readonly from: string;
  readonly mtu: number;
}

/** By the traces of two sizes; undefined where they do not show it. */
export function shrinksAt({ path }: Case): Shrinks | undefined {
  const bySize = path.traces
    .filter(({ size }) => size !== undefined)
    .toSorted((a, b) => (a.size ?? 0) - (b.size ?? 0));
  const [small] = bySize;
  const large = bySize.at(-1);
  if (!small || !large || small === large || large.reached !== false) return undefined;
  const last = lastAnswer(large);
  if (last && last.errors.length > 0) return undefined;
  const next = small.hops.find((hop) => hop.ttl > (last?.ttl ?? 0) && hop.answered > 0);
  if (!next) return undefined;
  return {
    behind: last ? named(last) : 'this host',
    before: next.addresses.length > 0 ? named(next) : undefined,
    atTarget: next.addresses.includes(path.address) && next.ttl === (last?.ttl ?? 0) + 1,
  };
}

/** The sender of an ICMP "too big", by a trace or by ping. */
export function toldBy({ path }: Case): ToldBy | undefined {
  const errors = path.traces.flatMap(({ hops }) => hops.flatMap(({ errors: some }) => some));
  const told = errors.flatMap(({ from, mtu }) => (mtu === undefined ? [] : [{ from, mtu }]));
  const echoed = path.echoes.flatMap(({ outcome, from, mtu }) =>
    outcome === 'too-big' && from !== undefined && mtu !== undefined ? [{ from, mtu }] : [],
  );
  return [...told, ...echoed].toSorted((a, b) => a.mtu - b.mtu)[0];
}

const lastAnswer = ({ hops }: Trace): Hop | undefined => hops.findLast(({ answered }) => answered > 0);
const named = ({ ttl, addresses }: Hop): string => `${addresses.join(' or ')} (hop ${ttl})`;
