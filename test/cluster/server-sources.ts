import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the Go module of kube-apiserver and the kubelet. */
export const SERVER_SOURCES = join(import.meta.dirname, 'server');

/** A name that changes with whatever the built programs are made of. */
export function sourcesHash(): string {
  const files = globSync(['go.mod', 'go.sum', '**/*.go'], { cwd: SERVER_SOURCES }).toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(SERVER_SOURCES, file)));
  return hash.digest('hex').slice(0, 16);
}
