import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lean } from '../../../src/core/kubernetes/lean.ts';
import type { ResourceType } from '../../../src/core/kubernetes/resource-type.ts';
import { resources } from '../../../src/core/kubernetes/resources.ts';

type Json = Record<string, unknown>;

/** Objects of the fixtures, with each resource as which they read. */
const samples: [resource: ResourceType, object: Json][] = [];
for await (const file of glob('src/tools/{netpol,service}-audit/fixtures/*.json')) {
  if (!file.endsWith('.finding.json')) collect(JSON.parse(readFileSync(file, 'utf8')));
}

function collect(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('metadata' in value) {
    for (const resource of Object.values<ResourceType>(resources)) {
      const object = { kind: resource.kind, ...value };
      if (resource.shape.safeParse(object).success) samples.push([resource, object]);
    }
  }
  Object.values(value).forEach(collect);
}

/** The value with fields that no shape has, or nulls, put into every object of it. */
function decorated(value: unknown, extras: Iterator<Json>): unknown {
  if (Array.isArray(value)) return value.map((one) => decorated(one, extras));
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).map(([key, one]) => [key, decorated(one, extras)]);
  return { ...(Object.fromEntries(own) as Json), ...(extras.next().value as Json) };
}

const extra = fc.oneof(
  fc.constant({}),
  fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }),
  fc.constant({
    volumes: [{ name: 'data' }],
    fieldsV1: { 'f:a': {} },
    env: [{ name: 'PASSWORD', value: 'x' }],
  }),
  fc
    .constantFrom('labels', 'ports', 'spec', 'env', 'annotations', 'managedFields')
    .map((key) => ({ [key]: null })),
);

describe('an object made lean', () => {
  test('reads as the whole does', () => {
    expect(new Set(samples.map(([{ kind }]) => kind)).size).toBeGreaterThan(12);
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.infiniteStream(extra), ([resource, object], extras) => {
        const whole = decorated(object, extras) as Json;
        const read = (value: object): object => {
          const { data, success } = resource.shape.safeParse({
            ...value,
            kind: object.kind,
          });
          return { data, success };
        };
        expect(read(lean(resource, whole))).toEqual(read(whole));
      }),
      { numRuns: 1000 },
    );
  });

  test('has lost what no verdict needs, and kept who changed it', () => {
    const left = lean(resources.pods, {
      metadata: {
        name: 'api-0',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
        managedFields: [{ manager: 'argocd', time: '2026-11-23T14:02:00Z', fieldsV1: { 'f:spec': {} } }],
      },
      spec: {
        containers: [
          { name: 'main', env: [{ name: 'PASSWORD', value: 'x' }], volumeMounts: [{ name: 'data' }] },
        ],
        volumes: [{ name: 'data' }],
      },
    });
    expect(left).toEqual({
      metadata: {
        name: 'api-0',
        annotations: {},
        managedFields: [{ manager: 'argocd', time: '2026-11-23T14:02:00Z' }],
      },
      spec: { containers: [{ name: 'main', env: [] }] },
    });
  });
});
