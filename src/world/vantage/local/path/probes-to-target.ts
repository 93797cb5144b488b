import type { Trace } from '../../../../core/world/path.ts';
import { MOST_HOPS } from './traceroute.ts';

/** How many probes of a trace may have reached the target: those of its own distance, and with traceroute all that go further. */
export function probesToTarget({ program, probe, hops, reached }: Trace): number {
  const last = hops.at(-1);
  if (!last || reached === false) return 0;
  const beyond = program === 'traceroute' && probe !== 'icmp' ? MOST_HOPS - last.ttl : 0;
  return last.sent * (1 + beyond);
}
