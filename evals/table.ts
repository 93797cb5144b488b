import type { Outcome } from './play.ts';

const HEAD = ['scenario', 'calls', 'list', 'text', 'structure', 'root cause'];

/** What each diagnosis took, in tokens, and whether its root cause was stated; a line each. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ scenario, calls, listed, text, structure, lacks }) => [
    scenario.name,
    ...[calls, listed, text, structure].map(String),
    lacks.length === 0 ? (scenario.expect.code ?? scenario.expect.status) : `not stated: ${lacks.join('; ')}`,
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => row[column]?.length ?? 0)));
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((cell, column) => {
          const width = column === row.length - 1 ? 0 : (widths[column] ?? 0);
          return column === 0 ? cell.padEnd(width) : column < 5 ? cell.padStart(width) : cell;
        })
        .join('  '),
    )
    .join('\n');
}
