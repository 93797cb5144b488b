import type { Status } from '../../core/status.ts';
import type { Block, Cell, Document, Line } from './document.ts';
import { wrap } from './wrap.ts';

/** How text is laid out: the width of the terminal, and whether it has colour. */
export interface TextStyle {
  readonly width: number;
  readonly color: boolean;
}

const GAP = 3;
const COLOUR: Readonly<Record<Status, number>> = { pass: 32, warn: 33, fail: 31, unknown: 35, skipped: 90 };
const BOLD = 1;

/** A document as text for a terminal. Commands are never broken, so that they can be copied. */
export function toText(document: Document, style: TextStyle): string {
  const paint = (text: string, ...codes: number[]): string =>
    style.color ? `\u001b[${codes.join(';')}m${text}\u001b[0m` : text;
  const parts = document.map((block) => blockText(block, style.width, paint));
  return `${parts.join('\n\n')}\n`;
}

type Paint = (text: string, ...codes: number[]) => string;

function blockText(block: Block, width: number, paint: Paint): string {
  switch (block.kind) {
    case 'line':
      return wrap(block.text, width).join('\n');
    case 'list':
      return [
        block.title,
        ...block.items.flatMap((item) => indent(wrap(item, width - 4), '  - ', '    ')),
      ].join('\n');
    case 'table':
      return tableText(block.head, block.rows, width, paint);
    case 'labelled': {
      const beside = Math.max(...block.items.map(({ label }) => label.length)) + GAP;
      const margin = ' '.repeat(beside);
      return block.items
        .map(({ label, lines, status }) => {
          const painted = paint(label.padEnd(beside), BOLD, ...(status ? [COLOUR[status]] : []));
          const broken = lines.flatMap((line) => besideLabel(line, width, beside));
          const [first = '', ...rest] = broken;
          const led = first.startsWith(margin)
            ? `${painted}${first.slice(beside)}`
            : `${painted.trimEnd()}\n${first}`;
          return [led, ...rest].join('\n');
        })
        .join('\n');
    }
  }
}

/** Words are wrapped; a command is never broken, and one of several lines starts at the margin: a here-document ends only there. */
function besideLabel(line: Line, width: number, beside: number): string[] {
  const margin = ' '.repeat(beside);
  if (typeof line === 'string') return wrap(line, width - beside).map((part) => `${margin}${part}`);
  const code = line.code.trimEnd().split('\n');
  return code.length === 1 ? [`${margin}${line.code.trimEnd()}`] : code;
}

const indent = (lines: readonly string[], first: string, rest: string): string[] =>
  lines.map((line, index) => `${index === 0 ? first : rest}${line}`);

function tableText(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  width: number,
  paint: Paint,
): string {
  const widths = columnWidths(head, rows, width);
  const line = (cells: readonly Cell[], bold = false): string => {
    const columns = cells.map((cell, column) =>
      [cell.text, ...(cell.more ?? [])].flatMap((text) => wrap(text, widths[column] ?? width)),
    );
    const height = Math.max(...columns.map((column) => column.length));
    return Array.from({ length: height }, (_, row) =>
      cells
        .map((cell, column) => {
          const text = (columns[column]?.[row] ?? '').padEnd(widths[column] ?? 0);
          if (bold) return paint(text, BOLD);
          return cell.status && text.trim() !== '' ? paint(text, COLOUR[cell.status]) : text;
        })
        .join('  ')
        .trimEnd(),
    ).join('\n');
  };
  return [
    line(
      head.map((text) => ({ text })),
      true,
    ),
    ...rows.map((row) => line(row)),
  ].join('\n');
}

const widest = (cell: Cell | undefined): number =>
  Math.max(0, ...[cell?.text ?? '', ...(cell?.more ?? [])].map((text) => text.length));

/** The last column takes what the others leave; the test column at most two fifths of the width. */
function columnWidths(head: readonly string[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const natural = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => widest(row[column]))),
  );
  const capped = natural.map((wide, column) =>
    column === 1 ? Math.min(wide, Math.floor(width * 0.4)) : wide,
  );
  const before = capped.slice(0, -1).reduce((sum, wide) => sum + wide + 2, 0);
  return [...capped.slice(0, -1), Math.max(24, Math.min(capped.at(-1) ?? 24, width - before))];
}
