import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Refusal {
  code: string;
  message: string;
}

const root = join(import.meta.dirname, '../..');
const samples = join(import.meta.dirname, 'samples');
const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

/** A sample says what is refused in it; one that says nothing must pass every rule. */
function expected(file: string): Refusal[] {
  const said = readFileSync(join(samples, file), 'utf8').matchAll(/^\/\/ refused: (\S+): ?(.*)$/gm);
  return [...said].map(([, code = '', message = '']) => ({ code, message }));
}

const offending = files.filter((file) => expected(file).length > 0);
const conforming = files.filter((file) => expected(file).length === 0);

describe('the lint', () => {
  let tree = '';
  const reported = new Map<string, Refusal[]>();

  // The rules go by path, so the samples are laid out as a project of their own under the project's settings.
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'layerwalk-lint-'));
    cpSync(samples, tree, { recursive: true });
    for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json'])
      cpSync(join(root, name), join(tree, name));
    cpSync(join(root, 'scripts/lint'), join(tree, 'scripts/lint'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    const oxlint = join(root, 'node_modules/.bin/oxlint');
    const { stdout } = spawnSync(oxlint, ['-f', 'json', 'src', 'scripts', 'test'], {
      cwd: tree,
      encoding: 'utf8',
    });
    for (const { filename, code, message, help = '' } of JSON.parse(stdout).diagnostics) {
      reported.set(filename, [...(reported.get(filename) ?? []), { code, message: `${message} ${help}` }]);
    }
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  const byCode = (a: Refusal, b: Refusal) => a.code.localeCompare(b.code);

  test.each(offending)('refuses %s, for the reason it gives', (file) => {
    const got = (reported.get(file) ?? []).toSorted(byCode);
    const want = expected(file).toSorted(byCode);
    expect(got.map(({ code }) => code)).toEqual(want.map(({ code }) => code));
    for (const [at, { message }] of want.entries()) expect(got[at]?.message).toContain(message);
  });

  test.each(conforming)('accepts %s', (file) => {
    expect(reported.get(file) ?? []).toEqual([]);
  });
});
