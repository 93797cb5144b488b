import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { callables, tools } from '../../src/diagnosis/index.ts';
import { INSTRUCTIONS } from '../../src/mcp/instructions.ts';
import { clientOf } from './offered.ts';

let client: Client;
beforeAll(async () => {
  client = await clientOf();
});
afterAll(() => client.close());

const codes = tools.flatMap(({ failures }) => Object.keys(failures));
const Page = z.object({ uri: z.string(), mimeType: z.literal('text/markdown'), text: z.string() });

async function read(uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  const page = Page.parse(contents[0]);
  expect(page.uri).toBe(uri);
  return page.text;
}

const complete = async (value: string): Promise<string[]> => {
  const ref = { type: 'ref/resource', uri: 'layerwalk://failure-modes/{code}' } as const;
  return (await client.complete({ ref, argument: { name: 'code', value } })).completion.values;
};

test('the index is the only resource listed, and names every code', async () => {
  const { resources } = await client.listResources();
  expect(resources.map(({ uri }) => uri)).toEqual(['layerwalk://failure-modes']);
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
    'layerwalk://failure-modes/{code}',
  ]);
  const index = await read('layerwalk://failure-modes');
  for (const code of codes) expect(index).toContain(`| ${code} | `);
});

test('every code has a page with what tells it apart and its fix', async () => {
  expect(codes.length).toBeGreaterThan(0);
  for (const { failures } of tools) {
    for (const [code, failure] of Object.entries(failures)) {
      const page = await read(`layerwalk://failure-modes/${code}`);
      for (const fact of [code, failure.title, failure.symptom, failure.toldApartBy, failure.fix]) {
        expect(page).toContain(fact);
      }
    }
  }
});

test('codes complete by their beginning, and by that of their second part', async () => {
  const tls = codes.filter((code) => code.startsWith('tls.'));
  expect(await complete('tls.')).toEqual(tls);
  expect(await complete('time')).toEqual(codes.filter((code) => code.split('.')[1]?.startsWith('time')));
  expect(await complete('no such code')).toEqual([]);
});

test('an unknown code is an error that says where they are listed', async () => {
  await expect(read('layerwalk://failure-modes/tcp.nonsense')).rejects.toThrow(
    'No such code. layerwalk://failure-modes lists them all.',
  );
});

test('the instructions name every tool, in under 2 KB', () => {
  for (const { name } of callables) expect(INSTRUCTIONS).toContain(name);
  expect(client.getInstructions()).toBe(INSTRUCTIONS);
  expect(Buffer.byteLength(INSTRUCTIONS)).toBeLessThan(2_000);
});

test('the server offers tools, prompts, resources and completion, and uses nothing of the client', () => {
  expect(Object.keys(client.getServerCapabilities() ?? {}).toSorted()).toEqual([
    'completions',
    'prompts',
    'resources',
    'tools',
  ]);
});
