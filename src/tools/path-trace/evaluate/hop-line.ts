import type { Hop, Trace } from '../../../core/world/path.ts';

const SHOWN = 6;

/** A duration: "0.04 ms", "1.4 ms", "52 ms". */
export const milliseconds = (ms: number): string => `${ms.toFixed(ms < 1 ? 2 : ms < 10 ? 1 : 0)} ms`;

/** The hops of a trace on one line, the last ones when there are many. */
export function hopLine({ program, probe, hops, farthest }: Trace): string {
  const shown = hops.slice(-SHOWN).map(hopText);
  const before = hops.length > shown.length ? ['…'] : [];
  const last = hops.at(-1)?.ttl ?? 0;
  const silent =
    farthest > last && hops.length > 0
      ? [`${farthest > last + 1 ? `${last + 1}–` : ''}${farthest} silent`]
      : [];
  return `${program}, ${probe.toUpperCase()}: ${[...before, ...shown, ...silent].join(' · ') || 'no hop answers'}`;
}

function hopText({ ttl, addresses, latency }: Hop): string {
  if (addresses.length === 0) return `${ttl} *`;
  return `${ttl} ${addresses.join(' or ')}${latency ? ` ${milliseconds(latency.best)}` : ''}`;
}

/** How many hops offer more than one address. */
export function equalCostLine(hops: readonly Hop[]): string[] {
  const several = hops.filter(({ addresses }) => addresses.length > 1);
  const [first] = several;
  if (!first) return [];
  return [
    `hop ${several.map(({ ttl }) => ttl).join(', ')} answers from several addresses: equal-cost paths, one of which may be bad`,
  ];
}
