import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { resources } from '../../src/core/kubernetes/resources.ts';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

const documents = parseAllDocuments(await readFile('deploy/rbac.yaml', 'utf8')).map(
  (document) => document.toJS() as { kind: string; metadata: { name: string }; rules?: Rule[] },
);
const rulesOf = (name: string): string[] =>
  documents
    .flatMap(({ kind, metadata, rules = [] }) =>
      kind === 'ClusterRole' && metadata.name === name ? rules : [],
    )
    .flatMap(({ apiGroups, resources: plurals, verbs }) =>
      apiGroups.flatMap((group) =>
        plurals.flatMap((plural) => verbs.map((verb) => `${verb} ${plural} ${group}`)),
      ),
    )
    .toSorted();

test('the role grants exactly what can be asked for', () => {
  const asked = Object.values(resources).flatMap(({ plural, group }) =>
    ['get', 'list'].map((verb) => `${verb} ${plural} ${group}`),
  );
  expect(rulesOf('layerwalk')).toEqual([...asked, 'get pods/log '].toSorted());
});

test('the role for probes from a pod adds exec and nothing else', () => {
  expect(rulesOf('layerwalk-exec')).toEqual(['create pods/exec ', 'get pods/exec ']);
});
