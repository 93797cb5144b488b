import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
// Each is spelled so that it does not find itself.
const waivers = [
  /(oxlint|eslint)[-]disable/,
  /@ts[-](ignore|nocheck|expect-error)/,
  /\bTO[D]O\b/,
  /\bFIX[M]E\b/,
];
const samples = join('test', 'lint', 'samples');

const sources = ['src', 'test', 'scripts', 'bench', 'demo'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.(c|m)?[jt]s$/.test(name) && !name.startsWith(samples)),
);

// A comment that switches a rule off would switch off any lint rule against it, so it is looked for as text.
describe('no source file waives a rule or leaves work for later', () => {
  test.each(waivers)('%o', (waiver) => {
    const found = sources.filter((file) => waiver.test(readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual([]);
  });
});
