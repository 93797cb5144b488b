import type { Report } from '../../core/report.ts';

/** What must be known beside the verdict and its fixes: a label and its lines, empty ones left out. */
export function reportFacts(report: Report): (readonly [string, readonly string[]])[] {
  const { mitigation, changed, managedBy, blastRadius, counterEvidence, alternatives } = report;
  const facts = [
    ['Meanwhile', mitigation === undefined ? [] : [mitigation]],
    ['Changed', changed],
    ['Managed by', managedBy],
    ['Also blocked', blastRadius],
    ['Against it', counterEvidence],
    ['Not excluded', alternatives],
  ] as const;
  return facts.filter(([, lines]) => lines.length > 0);
}
