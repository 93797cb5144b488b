import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The most that each may weigh, in bytes. What is loaded at start decides how quickly a client is answered; the rest is read when it is first
 * needed, and grows with what can be looked at.
 */
const BUDGET = {
  /** What a server loads before its first answer. */
  start: 750_000,
  /** dist/ */
  built: 4_000_000,
  /** The npm package as it is fetched, and as it lies on a disk. */
  tarball: 1_200_000,
  installed: 4_050_000,
  /** The MCP bundle, a zip. */
  bundle: 1_300_000,
} as const;

/** How much of its budget something takes, in words; throws where it takes more. */
export function within(what: keyof typeof BUDGET, bytes: number): string {
  const said = `${kB(bytes)} of ${kB(BUDGET[what])}`;
  if (bytes > BUDGET[what]) throw new Error(`over the size budget: ${what} ${said}`);
  return said;
}

/** The files below a folder and what they weigh together. */
export async function weigh(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
