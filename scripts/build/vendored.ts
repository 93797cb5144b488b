import { readFile } from 'node:fs/promises';

/**
 * Paths of the packages that were bundled into `source` before it was published, as its source map tells, in the
 * form in which they are installed here: `node_modules/NAME`. None where it has no source map.
 */
export async function vendoredIn(source: string): Promise<string[]> {
  if (!source.includes('node_modules/')) return [];
  const map = await readFile(`${source}.map`, 'utf8').catch(() => null);
  if (map === null) return [];
  const { sources }: { sources?: string[] } = JSON.parse(map);
  const names = (sources ?? []).map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return names.filter((name) => name !== undefined).map((name) => `node_modules/${name}`);
}
