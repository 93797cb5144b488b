import type { Check } from '../core/check.ts';
import type { Verdict } from '../core/report.ts';

const LONGEST = 300;

/** One line for the incident channel, of at most 300 characters; the codes of warnings stand where nothing failed. */
export function pasteLine(
  verdict: Verdict,
  rows: readonly Check[],
  { target, source, at }: { target: string; source: string; at: string },
): string {
  const warned = rows.flatMap(({ status, code }) => (status === 'warn' && code !== null ? [code] : []));
  const codes = verdict.code === null ? [...new Set(warned)] : [verdict.code];
  const what = [verdict.status.toUpperCase(), ...codes].join(' ');
  const time = at.replace(/\.\d+Z$/, 'Z');
  const sure = verdict.status === 'unknown' ? '' : `${verdict.claim}, `;
  const line = `${what} · ${source} → ${target} · ${verdict.sentence} (${sure}${time})`;
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
