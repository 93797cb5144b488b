import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import * as formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { START_UP_FLAGS } from '../../src/cli/start-up-flags.ts';
import { schemaNeeds, serverSchema } from '../deploy/server-schema.ts';
import { needs } from '../needs.ts';
import { root } from './as-user.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const Entry = z.looseObject({
  $schema: z.string(),
  name: z.string(),
  version: z.string(),
  packages: z.tuple([
    z.looseObject({
      identifier: z.string(),
      version: z.string(),
      environmentVariables: z.array(z.looseObject({ name: z.string() })),
    }),
  ]),
});
const entry = Entry.parse(read(join(root, 'server.json')));
const published = z
  .looseObject({ name: z.string(), mcpName: z.string(), version: z.string() })
  .parse(read(join(root, 'package.json')));

test('names this version of the package, and the package names it', () => {
  const [{ identifier, version }] = entry.packages;
  expect({ name: entry.name, version: entry.version }).toEqual({
    name: published.mcpName,
    version: published.version,
  });
  expect({ identifier, version }).toEqual({ identifier: published.name, version: published.version });
});

test('offers every variable that the server reads', () => {
  const [{ environmentVariables }] = entry.packages;
  const known = START_UP_FLAGS.flatMap(({ env }) => (env === undefined ? [] : [env]));
  expect(environmentVariables.map(({ name }) => name)).toEqual(known);
});

describe('the schema of the MCP registry', needs(schemaNeeds()), () => {
  const mistakesIn = (one: unknown): unknown[] => {
    const schema = z.looseObject({ $id: z.string() }).parse(read(serverSchema()));
    expect(schema.$id).toBe(entry.$schema);
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default.default(ajv);
    const validate = ajv.compile(schema);
    validate(one);
    return (validate.errors ?? []).map(({ instancePath }) => instancePath);
  };

  test('has nothing to say', () => {
    expect(mistakesIn(entry)).toEqual([]);
  });

  test('would have, at a long description, a name without an owner, a version that moves', () => {
    const [first] = entry.packages;
    expect(mistakesIn({ ...entry, description: 'x'.repeat(101) })).toEqual(['/description']);
    expect(mistakesIn({ ...entry, name: 'layerwalk' })).toEqual(['/name']);
    expect(mistakesIn({ ...entry, packages: [{ ...first, version: 'latest' }] })).toEqual([
      '/packages/0/version',
    ]);
  });
});
