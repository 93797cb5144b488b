import type { Buffer } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Unread } from '../../../core/world/kubernetes.ts';

const MANIFEST = /\.(?:ya?ml|json)$/i;
/** Of one file; a dump of 10,000 real pods has about 70 MB. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_FILES = 10_000;

/** A file's bytes, and its name below what was asked for. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Reads the YAML and JSON files of a folder and of all folders in it, but hidden ones; or one file, whatever its name. Symbolic
 * links to folders are not followed. What cannot be read is in `unread`.
 */
export async function* manifestFiles(
  path: string,
  unread: (one: Unread) => void,
): AsyncGenerator<ManifestFile> {
  const isFolder = (await stat(path)).isDirectory();
  const names = isFolder ? await namesIn(path) : [''];
  if (names.length > MOST_FILES)
    unread({
      file: shownName(basename(path)),
      line: 1,
      why: `files beyond the first ${MOST_FILES} are left out`,
    });
  for (const name of names.slice(0, MOST_FILES)) {
    const file = join(path, name);
    const shown = shownName(isFolder ? name : basename(path));
    try {
      const found = await stat(file);
      if (!found.isFile()) continue;
      if (found.size > MOST_BYTES) unread({ file: shown, line: 1, why: 'it is larger than 512 MiB' });
      else yield { name: shown, bytes: await readFile(file) };
    } catch {
      unread({ file: shown, line: 1, why: 'it cannot be read' });
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && MANIFEST.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !name.split(/[/\\]/).some((part) => part.startsWith('.')))
    .toSorted();
}

/** The contents of a folder may come from anybody: only a plain name stands in a sentence. */
const shownName = (name: string): string =>
  /^[A-Za-z0-9._/@+-]{1,200}$/.test(name) ? name : '(a file with an unusual name)';
