import type { Finding } from '../../core/finding.ts';
import { checkTable, quotesOf } from './check-table.ts';
import type { Document } from './document.ts';
import { fixItems } from './fix-lines.ts';
import { placeText, timeText } from './place-text.ts';

/** The answer of one tool as people read it. */
export function findingDocument(finding: Finding): Document {
  const { tool, target, status, checks, notes } = finding;
  const wrong = checks.filter((check) => check.status !== 'pass' && check.status !== 'skipped');
  return [
    {
      kind: 'labelled',
      items: [
        { label: status, status, lines: [`${tool} ${target}`] },
        ...distinct(
          wrong.flatMap((check) => (check.fix ? fixItems(check.fix, check.code ?? 'To know') : [])),
        ),
      ],
    },
    { kind: 'line', text: findingSeenFrom(finding) },
    ...checkTable(checks),
    ...quotesOf(checks),
    ...(notes.length > 0 ? [{ kind: 'list' as const, title: 'Notes', items: notes }] : []),
  ];
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** From where, when and at what cost it was seen, in a line. */
export const findingSeenFrom = ({ vantage, at, connectionsMade }: Finding): string =>
  `From ${placeText(vantage)} · ${timeText(at)} · ${connectionsMade} connections`;
