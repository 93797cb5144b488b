import { readFile } from 'node:fs/promises';
import { callables } from '../../src/diagnosis/index.ts';
import { table } from './markdown.ts';
import { exampleReport } from './report.ts';
import { withSection } from './section.ts';

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
