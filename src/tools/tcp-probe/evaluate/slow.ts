import { isSlow } from '../slow-try.ts';
import type { Result } from './result.ts';
import { duration } from './wording.ts';

/** Half of the first retransmission timeout: a path that fast does not explain a second. */
const FAST_MS = 500;

/**
 * A connection that came a second late, when a faster try or the kernel's own count shows that a SYN was sent again; undefined
 * when a path that is simply long would explain it.
 */
export function slow({ address, tries, seen }: Result): { summary: string; evidence: string[] } | undefined {
  const late = tries.filter(isSlow);
  const times = tries.filter(({ outcome }) => outcome === 'open').map(({ ms }) => ms);
  const fastest = Math.min(...times);
  const counters = seen.quiet && isSlow(seen.quiet) ? seen.quiet.counters : undefined;
  const retransmitted = counters?.overlapped === false && counters.synRetransmits > 0;
  if (late.length === 0 || (fastest >= FAST_MS && !retransmitted)) return undefined;
  const cause =
    fastest < FAST_MS
      ? `the fastest try took ${duration(fastest)}, so a SYN or its answer (or the neighbour discovery before it) was lost and sent again`
      : 'the kernel counted a SYN that was sent again during a slow try: loss, a full accept queue, or a round trip above one second';
  return {
    summary: `${address}: ${late.length} of ${tries.length} tries connected only after ${duration(Math.min(...late.map(({ ms }) => ms)))}`,
    evidence: [`connect times: ${times.slice(0, 10).map(duration).join(', ')}`, cause],
  };
}
