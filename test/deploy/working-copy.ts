import { globSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** What lies at the top of a working copy and is of no build's concern, too much to look into. */
const LARGE = new Set(['node_modules', '.git', '.cache']);

/** The files of the working copy by their path from its top. */
export const filesHere = (): string[] =>
  globSync('**/*', {
    cwd: root,
    exclude: (entry) => LARGE.has(entry.name),
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
