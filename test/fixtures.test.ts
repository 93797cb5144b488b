import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Finding } from '../src/core/finding.ts';
import type { Tool } from '../src/core/tool.ts';
import { tools } from '../src/tools/index.ts';

const ROOT = join(import.meta.dirname, '../src/tools');
const folderOf = ({ name }: Tool): string => name.replaceAll('_', '-');
const style = await resolveConfig(import.meta.filename);

/** A recorded observation, and the codes that it nearly shows and must not. */
const Fixture = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  observation: z.record(z.string(), z.unknown()),
  nearMissOf: z.array(z.string()).optional(),
});

const filesOf = (tool: Tool): string[] => readdirSync(join(ROOT, folderOf(tool), 'fixtures'));
const casesOf = (tool: Tool): string[] =>
  filesOf(tool)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.finding.json'))
    .map((file) => file.slice(0, -'.json'.length));
const read = (tool: Tool, name: string) =>
  Fixture.parse(JSON.parse(readFileSync(join(ROOT, folderOf(tool), 'fixtures', `${name}.json`), 'utf8')));

/** The finding of a fixture whose input and observation fit the schemas, with nothing left over. */
function judged(tool: Tool, name: string): Finding {
  const { input, observation } = read(tool, name);
  const seen = z.strictObject(tool.observation.shape).parse(observation);
  return tool.judge(seen as Parameters<Tool['judge']>[0], tool.input.parse(input));
}
const codesOf = ({ checks }: Finding): string[] => checks.flatMap(({ code }) => code ?? []);

test('every folder is a registered tool', () => {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(tools.map(folderOf).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
});

describe.each(tools.map((tool) => ({ folder: folderOf(tool), tool })))('$folder', ({ folder, tool }) => {
  test.each(casesOf(tool))('%s gives the recorded finding', async (name) => {
    const finding = judged(tool, name);
    expect(Finding.parse(finding)).toEqual(finding);
    const open = finding.checks.filter(({ status }) => status !== 'pass' && status !== 'skipped');
    expect(open.filter(({ fix }) => !fix?.summary)).toEqual([]);
    const text = await format(JSON.stringify(finding, null, 2), { ...style, parser: 'json' });
    await expect(text).toMatchFileSnapshot(join(ROOT, folder, 'fixtures', `${name}.finding.json`));
  });

  test('every recorded finding has its fixture', () => {
    const recorded = filesOf(tool).filter((file) => file.endsWith('.finding.json'));
    expect(recorded.toSorted()).toEqual(
      casesOf(tool)
        .map((name) => `${name}.finding.json`)
        .toSorted(),
    );
  });

  test.each(Object.keys(tool.failures))('%s is produced by a fixture', (code) => {
    const producing = casesOf(tool).filter((name) => codesOf(judged(tool, name)).includes(code));
    expect(producing).not.toEqual([]);
  });

  test.each(Object.keys(tool.failures))('%s is not claimed by its near misses', (code) => {
    const near = casesOf(tool).filter((name) => read(tool, name).nearMissOf?.includes(code));
    expect(near).not.toEqual([]);
    expect(near.filter((name) => codesOf(judged(tool, name)).includes(code))).toEqual([]);
  });

  test('no fixture claims a code that the tool does not have', () => {
    const claimed = new Set(casesOf(tool).flatMap((name) => codesOf(judged(tool, name))));
    expect([...claimed].filter((code) => !Object.hasOwn(tool.failures, code))).toEqual([]);
  });
});
