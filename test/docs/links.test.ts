import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'deploy', 'evals', 'test/cluster'].flatMap((folder) => pagesIn(folder)),
];

function pagesIn(folder: string): string[] {
  const there = statSync(join(root, folder), { throwIfNoEntry: false });
  if (!there?.isDirectory()) return [];
  const found = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return found
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

/** The anchors of a page's headings: letters, digits, dashes and underscores, in lower case, a dash a space. */
const anchors = (text: string): Set<string> =>
  new Set(
    [...text.replace(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));

  test('its links lead somewhere', () => {
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? page : relative(root, join(root, dirname(page), path));
      if (!statSync(join(root, file), { throwIfNoEntry: false })) return true;
      return anchor !== undefined && !anchors(readFileSync(join(root, file), 'utf8')).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});
