import type { Latency } from '../../core/world/path.ts';

/** The spread of some round trips in milliseconds; undefined of none. */
export function latencyOf(times: readonly number[]): Latency | undefined {
  if (times.length === 0) return undefined;
  const sum = times.reduce((total, time) => total + time, 0);
  return {
    best: Math.min(...times),
    average: Math.round((sum / times.length) * 1000) / 1000,
    worst: Math.max(...times),
  };
}
