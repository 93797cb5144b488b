import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the Go module of kube-apiserver and the kubelet. */
export const SERVER_SOURCES = join(import.meta.dirname, 'server');

/** A name that changes with whatever the programs of a Go module are made of. */
export function sourcesHash(module = SERVER_SOURCES): string {
  const files = globSync(['go.mod', 'go.sum', '**/*.go'], { cwd: module }).toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(module, file)));
  return hash.digest('hex').slice(0, 16);
}
