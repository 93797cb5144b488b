import type { CounterDeltas } from '../../../core/world/dial.ts';
import type { Result } from './result.ts';

/** What the counters around a quiet try say of ICMP errors; undefined where they cannot be relied on. */
export interface IcmpSeen {
  /** An ICMP error reached a socket here during the try. */
  readonly came: boolean;
  /** This host made one itself: its firewall, or its own neighbour discovery. */
  readonly own: boolean;
  /** It said that a packet had lived too long, and nothing else. */
  readonly timeExceeded: boolean;
}

/** Reads the quiet try, when it ended as the others did and nothing of ours ran beside it. */
export function icmpSeen({ seen, failure }: Result): IcmpSeen | undefined {
  const { quiet } = seen;
  if (!quiet?.counters || quiet.counters.overlapped || quiet.outcome !== failure) return undefined;
  const { icmpDestUnreachIn, icmpTimeExceededIn, icmpDestUnreachOut } = quiet.counters;
  return {
    came: icmpDestUnreachIn + icmpTimeExceededIn - late(quiet.counters) > 0,
    own: icmpDestUnreachOut > 0,
    timeExceeded: icmpTimeExceededIn > 0 && icmpDestUnreachIn === 0,
  };
}

/** Errors that came for sockets of earlier tries, which were closed by then. */
const late = ({ icmpUnmatched }: CounterDeltas): number => icmpUnmatched;
