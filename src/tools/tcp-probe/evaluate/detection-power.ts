import type { Result } from './result.ts';

/** How likely this many tries miss a fault that hits one connection in ten. */
export function detectionPower(results: readonly Result[]): string {
  const tries = Math.min(...results.map((result) => result.tries.length));
  const missed = Math.round(0.9 ** tries * 100);
  return `${tries === 1 ? '1 try misses' : `${tries} tries miss`} a fault that hits one new connection in ten ${missed} % of the time.`;
}
