import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Finding } from '../src/core/finding.ts';
import type { Tool } from '../src/core/tool.ts';

const ROOT = join(import.meta.dirname, '../src/tools');

/** A recorded observation, and the codes that it nearly shows and must not. */
const Fixture = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  observation: z.record(z.string(), z.unknown()),
  nearMissOf: z.array(z.string()).optional(),
});

interface Case {
  readonly file: string;
  readonly fixture: z.infer<typeof Fixture>;
  readonly finding: Finding;
}

const isTool = (value: unknown): value is Tool =>
  typeof value === 'object' && value !== null && 'judge' in value && 'failures' in value;

async function toolIn(folder: string): Promise<Tool> {
  const module = (await import(join(ROOT, folder, 'tool.ts'))) as Record<string, unknown>;
  const tool = Object.values(module).find(isTool);
  if (!tool) throw new TypeError(`${folder}/tool.ts exports no tool.`);
  return tool;
}

function casesOf(tool: Tool, folder: string): Case[] {
  const directory = join(ROOT, folder, 'fixtures');
  const files = readdirSync(directory).filter(
    (file) => file.endsWith('.json') && !file.endsWith('.finding.json'),
  );
  return files.map((name) => {
    const file = join(directory, name);
    const fixture = Fixture.parse(JSON.parse(readFileSync(file, 'utf8')));
    const observation = z.strictObject(tool.observation.shape).parse(fixture.observation);
    return {
      file,
      fixture,
      finding: tool.judge(observation as Parameters<Tool['judge']>[0], tool.input.parse(fixture.input)),
    };
  });
}

const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
// A tool that does not load fails its own test and leaves the others theirs.
const loaded = await Promise.allSettled(
  folders.map(async ({ name }) => {
    const tool = await toolIn(name);
    return { name, tool, cases: casesOf(tool, name) };
  }),
);
const all = loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
const codesOf = ({ finding }: Case): string[] => finding.checks.flatMap(({ code }) => code ?? []);

test.each(folders.map(({ name }, i) => [name, loaded[i]] as const))(
  '%s loads, its fixtures fit its schemas',
  (_name, one) => {
    if (one?.status === 'rejected') throw one.reason;
    expect(one?.value.cases.length).toBeGreaterThan(0);
  },
);

describe.each(all)('$name', ({ tool, cases }) => {
  test.each(cases.map((one) => [one.file.slice(ROOT.length + 1), one] as const))(
    '%s',
    async (_name, { file, finding }) => {
      expect(Finding.parse(finding)).toEqual(finding);
      for (const { status, fix, summary } of finding.checks) {
        if (status === 'fail' || status === 'warn' || status === 'unknown')
          expect(fix?.summary, summary).toBeTruthy();
      }
      await expect(`${JSON.stringify(finding, null, 2)}\n`).toMatchFileSnapshot(
        file.replace(/\.json$/, '.finding.json'),
      );
    },
  );

  test('every recorded finding has its fixture', () => {
    for (const { file } of cases) expect(file.endsWith('.finding.json')).toBe(false);
    const recorded = readdirSync(join(ROOT, tool.name.replaceAll('_', '-'), 'fixtures')).filter((file) =>
      file.endsWith('.finding.json'),
    );
    const made = cases.map(({ file }) => file.replace(/^.*\//, '').replace(/\.json$/, '.finding.json'));
    expect(recorded.toSorted()).toEqual(made.toSorted());
  });

  test.each(Object.keys(tool.failures))('%s is produced by a fixture, and missed by a near one', (code) => {
    const producing = cases.filter((one) => codesOf(one).includes(code));
    const near = cases.filter(({ fixture }) => fixture.nearMissOf?.includes(code));
    expect(producing.length, 'fixtures that produce it').toBeGreaterThan(0);
    expect(near.length, 'near misses').toBeGreaterThan(0);
    for (const one of near) expect(codesOf(one), one.file).not.toContain(code);
  });

  test('no fixture claims a code that the tool does not have', () => {
    expect(
      [...new Set(cases.flatMap(codesOf))].filter((code) => !Object.hasOwn(tool.failures, code)),
    ).toEqual([]);
  });
});
