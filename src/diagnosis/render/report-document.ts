import type { Report } from '../../core/report.ts';
import { isPermission } from '../fixes.ts';
import { checkTable, quotesOf } from './check-table.ts';
import type { Block, Document, Labelled, Line } from './document.ts';
import { fixItems } from './fix-lines.ts';
import { reportFacts } from './report-facts.ts';
import { placeText, timeText } from './place-text.ts';

/** A verdict in two words. */
export const HEADLINE = {
  pass: 'Reachable',
  warn: 'Reachable',
  fail: 'Cannot reach',
  unknown: 'Could not tell',
} as const;

const several = (label: string, lines: readonly Line[]): Labelled[] =>
  lines.length === 0 ? [] : [{ label, lines }];

/** A report as people read it: verdict first, what to do, then where it was seen from, then the table. */
export function reportDocument(report: Report): Document {
  const { verdict, legs, fixes, nextBest } = report;
  const about = [
    verdict.layer && `layer ${verdict.layer}`,
    verdict.code,
    verdict.surfacedAt && `surfaced at ${verdict.surfacedAt}`,
    verdict.status !== 'unknown' && verdict.claim,
  ];
  const first: Block = {
    kind: 'labelled',
    items: [
      {
        label: HEADLINE[verdict.status],
        status: verdict.status,
        lines: [`${report.target}: ${verdict.sentence}`, about.filter(Boolean).join(' · ')].filter(Boolean),
      },
      ...fixes.flatMap((fix) =>
        fixItems(fix, verdict.status === 'unknown' || isPermission(fix) ? 'To know' : 'Fix'),
      ),
      ...reportFacts(report).map(([label, lines]) => ({ label, lines })),
      ...several(
        'Next best',
        nextBest ? [{ code: nextBest.command }, ...nextBest.outcomes.map((outcome) => `- ${outcome}`)] : [],
      ),
    ],
  };
  const rows = legs.flatMap((leg) => leg.rows);
  return [
    first,
    { kind: 'line', text: seenFrom(report) },
    ...legs.flatMap((leg): Block[] => [
      ...(legs.length > 1 ? [{ kind: 'line' as const, text: `Leg ${leg.from} → ${leg.to}` }] : []),
      ...checkTable(leg.rows),
    ]),
    ...quotesOf(rows),
    ...(report.notes.length > 0 ? [{ kind: 'list' as const, title: 'Notes', items: report.notes }] : []),
    { kind: 'line', text: `Paste: ${report.paste}` },
  ];
}

/** From where, when and at what cost it was seen, in a line. */
export function seenFrom({ vantage, sourcePod, at, connectionsMade, durationMs }: Report): string {
  const parts = [
    `From ${placeText(vantage)}`,
    ...(sourcePod === undefined ? [] : [`source ${sourcePod}`]),
    timeText(at),
    `${(durationMs / 1000).toFixed(1)} s`,
    `${connectionsMade} connections`,
  ];
  return parts.join(' · ');
}
