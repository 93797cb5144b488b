import { worst } from '../../core/status.ts';
import type { Looked } from '../probe.ts';

/** Two findings of the firewall as one, the first in front: what was seen is that of the second. */
export function joined(
  first: Looked<unknown> | undefined,
  second: Looked<unknown> | undefined,
): Looked<unknown> | undefined {
  if (!first || !second) return first ?? second;
  const checks = [...first.finding.checks, ...second.finding.checks];
  const notes = [...second.finding.notes, ...first.finding.notes];
  return {
    ...second,
    finding: { ...second.finding, checks, notes, status: worst(checks.map(({ status }) => status)) },
  };
}
