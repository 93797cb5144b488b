import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { ResourceType } from '../../src/core/kubernetes/resource-type.ts';
import { resources } from '../../src/core/kubernetes/resources.ts';

interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
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
    .flatMap(({ apiGroups, resources: plurals, verbs, resourceNames = [] }) =>
      apiGroups.flatMap((group) =>
        plurals.flatMap((plural) =>
          verbs.map((verb) => [verb, plural, group, ...resourceNames.toSorted()].join(' ')),
        ),
      ),
    )
    .toSorted();

test('the role grants exactly what can be asked for', () => {
  const asked = Object.values<ResourceType>(resources).flatMap(({ plural, group, names }) =>
    (names ? ['get'] : ['get', 'list']).map((verb) =>
      [verb, plural, group, ...(names ?? []).toSorted()].join(' '),
    ),
  );
  expect(rulesOf('layerwalk')).toEqual([...asked, 'get pods/log '].toSorted());
});

test('the role for probes from a pod adds exec and nothing else', () => {
  expect(rulesOf('layerwalk-exec')).toEqual(['create pods/exec ', 'get pods/exec ']);
});
