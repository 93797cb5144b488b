import type { Check } from '../core/check.ts';
import { LAYER_TITLE } from '../core/layer.ts';
import type { Verdict } from '../core/report.ts';
import { CAUSE_LAYERS } from './causes.ts';

/** Where the name may have led to the wrong address: what fails behind it may be the wrong host's fault, or none. */
const MISLEADING = new Set([
  'dns.search-path',
  'dns.hosts-override',
  'dns.split-horizon',
  'dns.stale',
  'dns.corefile-rewrite',
]);

/**
 * The causes that what was seen does not exclude: layers that may explain the failure and could not be looked at, and a
 * name that may have led elsewhere.
 */
export function alternativesOf(rows: readonly Check[], verdict: Verdict): string[] {
  if (verdict.status !== 'fail') return [];
  const misled = rows.filter((row) => row.status === 'warn' && row.code !== null && MISLEADING.has(row.code));
  const unseen = rows
    .filter((row) => row.status === 'unknown' && (isCause(row) || row.layer === verdict.layer))
    .map((row) => `${LAYER_TITLE[row.layer]}: ${row.summary}`);
  return [...misled.map((row) => `the wrong address: ${row.summary} [${row.code}]`), ...unseen];
}

const isCause = ({ layer }: Check): boolean => CAUSE_LAYERS.some((each) => each === layer);
