import { readFile } from 'node:fs/promises';
import { callables } from '../../src/diagnosis/index.ts';
import { table } from './markdown.ts';
import { exampleReport } from './report.ts';

/** README.md with what is made from the code between its markers: the report of an example, and the table of tools. */
export async function readmeWithSections(): Promise<string> {
  const text = await readFile('README.md', 'utf8');
  return withSection(withSection(text, 'report', exampleReport()), 'tools', toolTable());
}

function toolTable(): string {
  const rows = callables.map(({ name, title, input }) => [
    `\`${name}\``,
    title,
    Object.keys(input.shape)
      .map((key) => `\`${key}\``)
      .join(', '),
  ]);
  return table(['tool', 'what it answers', 'input'], rows);
}

function withSection(text: string, name: string, section: string): string {
  const marked = new RegExp(`(<!-- ${name}: generated -->\\n)[^]*?(<!-- /${name} -->)`);
  if (!marked.test(text)) throw new Error(`README.md has no <!-- ${name}: generated --> … <!-- /${name} -->`);
  return text.replace(marked, (_, begin: string, end: string) => `${begin}\n${section}\n\n${end}`);
}
