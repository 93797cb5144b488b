import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = {
  static: /(?:from|import)\s*"(\.{1,2}\/[^"]+\.js)"/g,
  dynamic: /import\(\s*"(\.{1,2}\/[^"]+\.js)"\s*\)/g,
} as const;

/** A built file and all that it imports, and those import, in these ways. */
export function reachableFrom(
  file: string,
  ways: readonly (keyof typeof IMPORT)[],
  reached = new Set<string>(),
): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  const source = readFileSync(file, 'utf8');
  for (const way of ways)
    for (const [, imported = ''] of source.matchAll(IMPORT[way]))
      reachableFrom(join(dirname(file), imported), ways, reached);
  return reached;
}
