import type { Try } from '../observation.ts';

/** A duration for people: "0.4 ms", "52 ms", "3.1 s". */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** Several things, the first three by name. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** "1 try", "3 tries". */
export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

const OUTCOMES: Readonly<Record<Try['outcome'], string>> = {
  open: 'open',
  refused: 'refused',
  reset: 'reset',
  timeout: 'no answer',
  unreachable: 'unreachable',
  'no-route': 'no route',
  'not-permitted': 'not permitted',
  exhausted: 'own limit',
  'not-allowed': 'not allowed',
  error: 'error',
};

/** What became of some tries: "2 open, 1 no answer". */
export function tally(tries: readonly Try[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of tries) counts.set(OUTCOMES[outcome], (counts.get(OUTCOMES[outcome]) ?? 0) + 1);
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ');
}
