import type { Block, Cell, Document, Line } from './document.ts';

/** A document as Markdown, for a model or a ticket. */
export const toMarkdown = (document: Document): string => `${document.map(blockMarkdown).join('\n\n')}\n`;

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'line':
      return inline(block.text);
    case 'list':
      return [`${block.title}:`, ...block.items.map((item) => `- ${inline(item)}`)].join('\n');
    case 'table':
      return [
        `| ${block.head.join(' | ')} |`,
        `|${block.head.map(() => '---').join('|')}|`,
        ...block.rows.map(
          (row) => `| ${row.map((cell) => inline(whole(cell)).replaceAll('|', '\\|')).join(' | ')} |`,
        ),
      ].join('\n');
    case 'labelled':
      return block.items
        .map(({ label, lines }) => `**${label}** ${lines.map(lineMarkdown).join('\n  ')}`)
        .join('\n');
  }
}

/** A command of one line stands in a line; what is longer, in a block that nothing of it can end. */
function lineMarkdown(line: Line): string {
  if (typeof line === 'string') return inline(line);
  const code = line.code.trimEnd();
  const fence = '`'.repeat(1 + Math.max(0, ...(code.match(/`+/g) ?? []).map(({ length }) => length)));
  if (!code.includes('\n')) return `${fence} ${code} ${fence}`.replace(/^` ([^`]*) `$/, '`$1`');
  const block = fence.padEnd(3, '`');
  return `\n${block}\n${code}\n${block}`;
}

// A table in Markdown has no lines within a cell.
const whole = ({ text, more = [] }: Cell): string => [text, ...more].join('; ');

// HTML and images in foreign names would be rendered by some hosts.
const inline = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('![', '!\\[');
