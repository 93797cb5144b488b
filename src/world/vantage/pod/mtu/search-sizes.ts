import type { Segment, TcpSizes } from '../../../../core/world/mtu.ts';
import { between, isKnown, knownBelow, SMALL } from '../../local/mtu/sizes.ts';

/** Connections of one round, and in all. */
const WIDTH = 8;
const MOST = 40;
/** On so many connections a size must have passed, and the one above it must have failed. */
const PASSED_ON = 2;
const STUCK_ON = 3;

/** Sends one segment of each size and tells what came of them; undefined where that is over (time, or no connection). */
export type SendSizes = (sizes: readonly number[]) => Promise<readonly Segment[] | undefined>;

interface Searched {
  readonly segments: readonly Segment[];
  readonly cutShort?: NonNullable<TcpSizes['cutShort']>;
}

/**
 * Narrows down the largest size that passes, round by round, beginning with what the largest ones came to. A number needs two
 * connections that carried it and three on which the next size was lost. A program sends a round, so rounds are few and wide.
 */
export async function searchSizes(begun: readonly Segment[], send: SendSizes): Promise<Searched> {
  const segments: Segment[] = [...begun];
  const top = Math.max(...begun.map(sizeOf));
  if (begun.every(({ outcome }) => outcome === 'acknowledged' || outcome === 'ended')) return { segments };
  let next = knownBelow(top);
  for (;;) {
    const sizes = next.slice(0, Math.max(0, MOST - segments.length));
    if (sizes.length === 0) return { segments, cutShort: 'connections' };
    const seen = await send(sizes);
    if (!seen) return { segments, cutShort: 'time' };
    if (seen.length === 0) return { segments, cutShort: 'port' };
    segments.push(...seen);
    const passes = Math.max(0, ...segments.filter(acknowledged).map(sizeOf));
    // Not even the smallest: it is not the size.
    if (passes === 0) return { segments };
    const above = Math.min(...segments.filter((one) => lost(one) && sizeOf(one) > passes).map(sizeOf));
    if (above === Number.POSITIVE_INFINITY) return { segments };
    next = nextSizes(segments, passes, above);
    if (next.length === 0) return { segments };
  }
}

/** The sizes of the next round; none when both sides are sure. */
function nextSizes(segments: readonly Segment[], passes: number, above: number): number[] {
  const missing = (size: number, wanted: number, is: (one: Segment) => boolean): number[] =>
    Array<number>(
      Math.max(0, wanted - segments.filter((one) => sizeOf(one) === size && is(one)).length),
    ).fill(size);
  const sure = [
    ...missing(passes + 1, STUCK_ON, (one) => one.outcome === 'stuck'),
    ...missing(passes, PASSED_ON, acknowledged),
  ];
  if (above === passes + 1) return sure;
  // A known size that passes is likely the path's own: its neighbour decides.
  if (isKnown(passes)) return [...sure, ...between(passes, above, WIDTH - STUCK_ON)];
  return between(passes, above, WIDTH);
}

const acknowledged = ({ outcome }: Segment): boolean => outcome === 'acknowledged';
const lost = ({ outcome }: Segment): boolean => outcome === 'stuck' || outcome === 'waiting';
const sizeOf = ({ size, cut }: Segment): number => Math.min(size, cut ?? size);

/** The smallest size that is ever sent. */
export const SMALLEST = SMALL;
