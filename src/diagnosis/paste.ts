import type { Verdict } from '../core/report.ts';

const LONGEST = 300;

/** One line for the incident channel, of at most 300 characters. */
export function pasteLine(verdict: Verdict, target: string, source: string, at: string): string {
  const what = verdict.code === null ? verdict.status.toUpperCase() : `FAIL ${verdict.code}`;
  const time = at.replace(/\.\d+Z$/, 'Z');
  const sure = verdict.status === 'unknown' ? '' : `${verdict.claim}, `;
  const line = `${what} · ${source} → ${target} · ${verdict.sentence} (${sure}${time})`;
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
