import type { Figure } from '../../../core/figure.ts';
import type { Trace } from '../../../core/world/path.ts';

/** A trace hop by hop; nothing to draw where no hop answered. */
export function hopsFigure({ hops }: Trace): Figure | undefined {
  if (hops.length === 0) return undefined;
  return {
    kind: 'hops',
    hops: hops.map(({ ttl, addresses, latency, sent, answered }) => ({
      ttl,
      addresses,
      ...(latency && { bestMs: latency.best, averageMs: latency.average, worstMs: latency.worst }),
      lossPercent: sent === 0 ? 0 : Math.round((1 - answered / sent) * 100),
    })),
  };
}
