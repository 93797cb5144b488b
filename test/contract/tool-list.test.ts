import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { callables, tools } from '../../src/diagnosis/index.ts';
import { clientOf } from './offered.ts';

const TOKENS = 4_000;
const TOOLS_IN_THE_END = 10;

const Property = z.looseObject({
  description: z.string().optional(),
  items: z.looseObject({ description: z.string().optional() }).optional(),
});
type Property = z.infer<typeof Property>;
const said = ({ description, items }: Property): string => description ?? items?.description ?? '';
const Entry = z.looseObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  annotations: z.unknown(),
  inputSchema: z.looseObject({
    type: z.literal('object'),
    properties: z.record(z.string(), Property),
    required: z.array(z.string()).optional(),
    additionalProperties: z.unknown(),
  }),
  outputSchema: z.looseObject({ type: z.literal('object'), properties: z.record(z.string(), z.unknown()) }),
});

const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const names = callables.map(({ name }) => name);
let entries: z.infer<typeof Entry>[] = [];

beforeAll(async () => {
  const client = await clientOf();
  entries = z.array(Entry).parse((await client.listTools()).tools);
  await client.close();
});

const entry = (name: string) => Entry.parse(entries.find((one) => one.name === name));

test('every folder of src/tools is listed, and nothing else but diagnose, which comes first', () => {
  const root = fileURLToPath(new URL('../../src/tools', import.meta.url));
  const folders = readdirSync(root, { withFileTypes: true }).filter((found) => found.isDirectory());
  const expected = folders.map(({ name }) => name.replaceAll('-', '_'));
  expect(entries.map(({ name }) => name).toSorted()).toEqual(['diagnose', ...expected].toSorted());
  expect(entries[0]?.name).toBe('diagnose');
  expect(tools.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
});

describe.each(names)('%s', (name) => {
  test('is listed as its snapshot says', async () => {
    await expect(`${JSON.stringify(entry(name), null, 2)}\n`).toMatchFileSnapshot(`snapshots/${name}.json`);
  });

  test('is annotated as read-only, and in full', () => {
    expect(entry(name).annotations).toEqual({
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: true,
    });
  });

  test('describes itself and each input in few words', () => {
    const { title, description, inputSchema } = entry(name);
    expect(title.length).toBeGreaterThan(0);
    expect(title.length).toBeLessThanOrEqual(60);
    expect(description.length).toBeGreaterThan(40);
    expect(description.length).toBeLessThanOrEqual(400);
    const inputs = Object.entries(inputSchema.properties);
    const unclear = inputs.filter(([, input]) => said(input).length < 3 || said(input).length > 120);
    expect(unclear).toEqual([]);
    expect(inputs.map(([key]) => key).filter((key) => !/^[a-z][A-Za-z_]*$/.test(key))).toEqual([]);
  });

  test('takes known keys only, and says so', () => {
    const { inputSchema } = entry(name);
    expect(inputSchema.additionalProperties).toBe(false);
    // netpol_audit is asked for two ends or for a namespace, and says so itself.
    expect(inputSchema.required?.length ?? 0).toBeGreaterThan(name === 'netpol_audit' ? -1 : 0);
    expect(inputSchema.properties).toHaveProperty('response_format');
    expect(JSON.stringify(inputSchema)).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  test('outlines its answer without forbidding more', () => {
    const { outputSchema } = entry(name);
    expect(JSON.stringify(outputSchema)).not.toContain('additionalProperties');
    expect(outputSchema.properties).toHaveProperty('notes');
  });

  test('costs little more than its share of the tool list', () => {
    expect(size(entry(name)) / 4).toBeLessThanOrEqual((TOKENS / TOOLS_IN_THE_END) * 1.3);
  });
});

test('the whole list is within its budget', () => {
  const tokens = Math.ceil(size(entries) / 4);
  const each = entries.map((one) => `${one.name} ${Math.ceil(size(one) / 4)}`);
  process.stdout.write(
    `tool list: ${tokens} of ${TOKENS} tokens for ${entries.length} tools (${each.join(', ')})\n`,
  );
  expect(tokens).toBeLessThanOrEqual((TOKENS / TOOLS_IN_THE_END) * Math.max(entries.length, 1));
});

test('every snapshot belongs to a tool', () => {
  const root = fileURLToPath(new URL('snapshots', import.meta.url));
  expect(readdirSync(root).toSorted()).toEqual(names.map((name) => `${name}.json`).toSorted());
  for (const name of names) expect(JSON.parse(readFileSync(`${root}/${name}.json`, 'utf8')).name).toBe(name);
});
