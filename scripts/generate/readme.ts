import { readFile } from 'node:fs/promises';
import { callables } from '../../src/diagnosis/index.ts';
import { table } from './markdown.ts';

const section = /(<!-- tools: generated -->\n)[^]*?(<!-- \/tools -->)/;

/** README.md with the table of everything that can be called between its two markers. */
export async function readmeWithTools(): Promise<string> {
  const text = await readFile('README.md', 'utf8');
  if (!section.test(text))
    throw new Error('README.md has no place for the table: <!-- tools: generated --> … <!-- /tools -->');
  const rows = callables.map(({ name, title, input }) => [
    `\`${name}\``,
    title,
    Object.keys(input.shape)
      .map((key) => `\`${key}\``)
      .join(', '),
  ]);
  return text.replace(
    section,
    (_, begin: string, end: string) =>
      `${begin}\n${table(['tool', 'what it answers', 'input'], rows)}\n\n${end}`,
  );
}
