import type { PathMtu, Segment, TcpSizes } from '../../../core/world/mtu.ts';

/** What segments say of the way there. Sizes are packets'; `ackedOn` and `triedOn` count connections. */
export type Forward =
  /** All up to the largest that this host sends. `exact`: they are known to have gone out whole. */
  | { kind: 'passes'; size: number; ackedOn: number; exact: boolean }
  /** The kernel learned a smaller MTU by ICMP, and just that passes. */
  | { kind: 'reduced'; size: number }
  /** Up to this size; from `above` on, which is the next one where the search came to its end, they vanish. */
  | { kind: 'hole'; size: number; above: number; triedOn: number; ackedOn: number }
  /** Of `tried` packets of up to this size, `lost` had to be sent again or never passed. */
  | { kind: 'uneven'; size: number; lost: number; tried: number }
  /** No two rounds agree: it lies between. */
  | { kind: 'unsure'; passes: number; above: number | undefined }
  /** Nothing can be said, and why. */
  | { kind: 'unmeasured'; why: Unmeasured };

export type Unmeasured =
  | 'no-port'
  | 'no-program' // a container from which no segment of a chosen size can be sent
  | 'not-open'
  | 'spared'
  | 'invisible'
  | 'ended' // connections ended before an acknowledgement was seen
  | 'window' // the server's receive window has no room
  | 'late' // none was acknowledged when the time was over, small ones not tried
  | 'none-passes'; // not even small ones are acknowledged

/** What every IPv4 host takes (RFC 791 section 3.1): no path loses it for its size. */
const SMALL = 576;
/** Both rounds that a number needs. */
const AGREEING = 2;
const TRIES_ABOVE = 3;
/** So many segments, and such a share, are not lost to chance on a path that merely loses some. */
const LOST = { least: 3, share: 0.25 } as const;

/** Reads the segments of one path. */
export function readForward({ tcp, settings, route }: Pick<PathMtu, 'tcp' | 'settings' | 'route'>): Forward {
  if (!tcp) return { kind: 'unmeasured', why: 'no-port' };
  const why = whyNot(tcp);
  if (why) return { kind: 'unmeasured', why };
  const { segments } = tcp;
  const acked = segments.filter(({ outcome }) => outcome === 'acknowledged');
  const lost = segments.filter(({ outcome }) => outcome === 'stuck' || outcome === 'waiting');
  const passes = Math.max(...acked.map(sizeOf));
  const ackedOn = acked.filter((one) => sizeOf(one) === passes).length;
  const below = segments.filter((one) => sizeOf(one) <= passes && one.cut === undefined);
  const stuck = below.filter(({ outcome }) => outcome === 'stuck').length;
  const again = below.filter(
    ({ outcome, resent }) => outcome === 'waiting' || (outcome === 'acknowledged' && resent),
  ).length;
  if (stuck > 0 || (again >= LOST.least && again >= below.length * LOST.share)) {
    return { kind: 'uneven', size: passes, lost: stuck + again, tried: below.length };
  }
  const larger = lost.map(sizeOf).filter((size) => size > passes);
  const above = larger.length > 0 ? Math.min(...larger) : undefined;
  if (ackedOn < AGREEING) return { kind: 'unsure', passes, above };
  if (above === undefined) {
    const learned = tcp.learnedMtu ?? (route.learned === true ? route.mtu : undefined);
    if (learned === passes) return { kind: 'reduced', size: passes };
    return {
      kind: 'passes',
      size: passes,
      ackedOn,
      exact: tcp.mss !== undefined && (settings.noDiscovery ?? 0) === 0,
    };
  }
  const beyond = larger.toSorted((a, b) => a - b);
  const stuckOn = lost.filter((one) => one.outcome === 'stuck' && sizeOf(one) > passes).length;
  // What does not fit in one size does not fit in a larger: so many tries have failed from there on downwards.
  const sure = beyond[TRIES_ABOVE - 1];
  if (sure === undefined || stuckOn < (sure === passes + 1 ? 1 : TRIES_ABOVE))
    return { kind: 'unsure', passes, above };
  const triedOn = beyond.filter((size) => size <= sure).length;
  return { kind: 'hole', size: passes, above: sure, triedOn, ackedOn };
}

function whyNot({ dial, spared, visible, segments }: TcpSizes): Unmeasured | undefined {
  if (dial.outcome !== 'open' && segments.length === 0) return 'not-open';
  if (spared) return 'spared';
  if (!visible && segments.length > 0) return 'invisible';
  if (segments.some(({ outcome }) => outcome === 'acknowledged')) return undefined;
  if (segments.some(({ outcome }) => outcome === 'window')) return 'window';
  if (segments.some(({ outcome, size }) => outcome === 'stuck' && size <= SMALL)) return 'none-passes';
  return segments.some(({ outcome }) => outcome === 'ended') ? 'ended' : 'late';
}

/** The size of the packets that a segment went out in. */
const sizeOf = ({ size, cut }: Segment): number => Math.min(size, cut ?? size);
