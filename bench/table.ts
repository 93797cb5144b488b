import type { Row } from './row.ts';

/** The rows as text in columns, with a verdict each. */
export function tableText(rows: readonly Row[]): string {
  const cells = [
    ['what', 'goal', '', 'measured'],
    ...rows.map(({ what, goal, measured, met }) => [what, goal, verdict(met), measured]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function verdict(met: boolean | null): string {
  if (met === null) return '-';
  return met ? 'ok' : 'MISSED';
}
