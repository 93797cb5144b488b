import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './manifest.ts';

/** The roles that deploy/rbac.yaml tells people to give, without or with that for exec. */
export async function layerwalkRoles(exec: 'without exec' | 'with exec'): Promise<Manifest[]> {
  const names = exec === 'with exec' ? ['layerwalk', 'layerwalk-exec'] : ['layerwalk'];
  const documents = parseAllDocuments(await readFile('deploy/rbac.yaml', 'utf8'));
  const objects = documents.map((document) => document.toJS() as Manifest);
  return objects.filter(({ kind, metadata }) => kind === 'ClusterRole' && names.includes(metadata.name));
}
