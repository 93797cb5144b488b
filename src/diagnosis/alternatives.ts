import type { Check } from '../core/check.ts';
import { LAYER_TITLE } from '../core/layer.ts';
import type { Verdict } from '../core/report.ts';
import { CAUSE_LAYERS } from './causes.ts';

/** The causes that what was seen does not exclude: layers that may explain the failure and could not be looked at. */
export function alternativesOf(rows: readonly Check[], verdict: Verdict): string[] {
  if (verdict.status !== 'fail') return [];
  return rows
    .filter((row) => row.status === 'unknown' && CAUSE_LAYERS.some((layer) => layer === row.layer))
    .map((row) => `${LAYER_TITLE[row.layer]}: ${row.summary}`);
}
