import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

// What is loaded at start decides how quickly a client is answered; the rest is read when it is first needed, and grows with what
// can be looked at (the Kubernetes client, the AWS clients, the models of policies, and HTTP are the last that came).
const budget = { total: 4_000_000, start: 750_000 };

/**
 * Adds up the files under `folder` and throws where the package, or the part of it that is loaded before the
 * first answer (`startBytes`), is over its budget. Sizes are in bytes.
 */
export async function checkSize(folder: string, startBytes: number): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const said = `${kB(total)} of ${kB(budget.total)} in ${files.length} files, ${kB(startBytes)} of ${kB(budget.start)} loaded at start`;
  if (total > budget.total || startBytes > budget.start) throw new Error(`over the size budget: ${said}`);
  return said;
}

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
