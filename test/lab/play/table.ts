import type { Outcome } from './play.ts';
import { expectedInWords, inWords } from './compare.ts';

const HEAD = ['scenario', 'expected', 'got', 'time'] as const;

/** One row a scenario: what was expected, what came, how long it took. */
export const rowOf = ({ scenario, answer, problems, ms }: Outcome): string[] => [
  scenario.name,
  expectedInWords(scenario.expect),
  answer ? `${problems.length > 0 ? 'WRONG: ' : ''}${inWords(answer)}` : 'WRONG: not asked',
  `${(ms / 1000).toFixed(1)} s`,
];

/** A Markdown table of the outcomes. */
export function markdownTable(outcomes: readonly Outcome[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...outcomes.map(rowOf).map(line)].join('\n');
}

/** The same for a terminal, in columns. */
export function textTable(outcomes: readonly Outcome[]): string {
  const rows = [[...HEAD], ...outcomes.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
