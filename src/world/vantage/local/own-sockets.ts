import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Inodes of the sockets that this process holds: its own probes are no evidence. Empty where /proc does not say. */
export async function ownSockets(proc: string): Promise<ReadonlySet<number>> {
  const directory = join(proc, '..', 'fd');
  const files = await readdir(directory).catch(() => []);
  const links = await Promise.all(files.map((file) => readlink(join(directory, file)).catch(() => '')));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []).map(Number));
}
