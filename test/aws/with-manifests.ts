import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes objects as a file of manifests and calls `use` with its path. */
export async function withManifests<T>(
  objects: readonly object[],
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'with-manifests-'));
  try {
    const file = join(folder, 'all.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
