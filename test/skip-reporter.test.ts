import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
let project = '';

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'layerwalk-reporter-'));
  mkdirSync(join(project, 'test'));
  for (const file of ['vitest.config.ts', 'package.json', 'test/needs.ts', 'test/skip-reporter.ts']) {
    cpSync(join(root, file), join(project, file));
  }
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function closingLines(body: string, count: number): { lines: string[]; status: number | null } {
  const head = `import { beforeAll, describe, expect, test } from 'vitest';\nimport { needs } from './needs.ts';\n`;
  writeFileSync(join(project, 'test/some.test.ts'), head + body);
  const vitest = join(root, 'node_modules/.bin/vitest');
  const { stdout, status } = spawnSync(vitest, ['run'], { cwd: project, encoding: 'utf8' });
  return { lines: stdout.trimEnd().split('\n').slice(-count), status };
}

describe('the end of a test run', () => {
  test('says why each test was skipped, then counts', () => {
    const { lines, status } = closingLines(
      `test('runs', needs({ commands: ['sh'] }), () => expect(1).toBe(1));
       test('lacks a program', needs({ commands: ['no-such-program'] }), () => expect(1).toBe(2));
       describe('suite', needs({ files: ['/no/such/file'] }), () => {
         test('inside', () => expect(1).toBe(2));
       });
       test('finds out itself', ({ skip }) => skip('the moon is new'));`,
      4,
    );
    expect(lines).toEqual([
      ' skipped: test/some.test.ts > lacks a program: needs no-such-program (apt-get install no-such-program)',
      ' skipped: test/some.test.ts > suite > inside: needs /no/such/file',
      ' skipped: test/some.test.ts > finds out itself: the moon is new',
      '1 passed, 0 failed, 3 skipped',
    ]);
    expect(status).toBe(0);
  });

  test.each([
    ['a test', `test('fails', () => expect(1).toBe(2));`, '0 passed, 1 failed'],
    ['a file', `throw new Error('not even loaded');`, '0 passed, 1 failed'],
    ['a hook', `beforeAll(() => expect(1).toBe(2)); test('t', () => {});`, '0 passed, 1 failed, 1 skipped'],
  ])('counts %s that fails', (_, body, closing) => {
    const { lines, status } = closingLines(body, 1);
    expect(lines).toEqual([closing]);
    expect(status).toBe(1);
  });
});
