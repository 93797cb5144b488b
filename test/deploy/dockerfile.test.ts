import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { lastOf, lookAt } from './dockerfile.ts';
import { programNeeds } from './programs.ts';
import { filesHere, root } from './working-copy.ts';

const text = readFileSync(join(root, 'Dockerfile'), 'utf8');

describe('the Dockerfile, as BuildKit reads it', needs(programNeeds('dockerfile')), () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'layerwalk-dockerfile-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The same with a change. */
  const changed = (from: string | RegExp, to: string) => {
    copyFileSync(join(root, '.dockerignore'), join(folder, '.dockerignore'));
    const other = text.replace(from, to);
    expect(other).not.toBe(text);
    writeFileSync(join(folder, 'Dockerfile'), other);
    return lookAt(folder);
  };

  test('passes `docker build --check`', () => {
    expect(lookAt(root)).toMatchObject({ warnings: null, error: null });
  });

  test.each([
    [/^CMD \[.*$/m, 'CMD node dist/bin.js', 'JSONArgsRecommended'],
    [/ AS build/, ' as build', 'FromAsCasing'],
    [/^USER/m, 'ENV LAYERWALK_TOKEN=x\nUSER', 'SecretsUsedInArgOrEnv'],
    [/^WORKDIR \/src/m, 'WORKDIR src', 'WorkdirRelativePath'],
  ])('would not with %s as %s', (from, to, rule) => {
    expect(changed(from, to).error?.message).toContain('lint violation');
    const loose = text.replace('# check=error=true\n', '').replace(from, to);
    writeFileSync(join(folder, 'Dockerfile'), loose);
    expect(lookAt(folder).warnings?.map(({ ruleName }) => ruleName)).toEqual([rule]);
  });

  test('stands on the Node that everything is tested with, in one exact version', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { stages } = lookAt(root);
    expect(stages.map(({ base }) => base)).toEqual(
      stages.map(() => `node:${devDependencies.node}-trixie-slim`),
    );
  });

  test('runs as somebody by number, and listens on the port that it exposes', () => {
    const { stages } = lookAt(root);
    const last = stages.at(-1)!;
    expect(lastOf(last, 'USER').User).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(lastOf(last, 'EXPOSE').Ports).toEqual(['8700']);
    expect(lastOf(last, 'HEALTHCHECK').Health.Test[0]).toBe('CMD');
  });

  test('nothing comes into the build but what is read there', () => {
    const others = [
      '.env',
      '.npmrc',
      '.git/config',
      'node_modules/x/index.js',
      'dist/bin.js',
      'kubeconfig',
      'src/.env',
    ];
    const { context } = lookAt(root, [...filesHere(), ...others]);
    const kinds = new Set(context.map((file) => file.replace(/\/.*/, '')));
    expect(kinds).toEqual(
      new Set(['package.json', 'package-lock.json', 'LICENSE', 'tsconfig.json', 'scripts', 'src']),
    );
    expect(context.filter((file) => file.includes('/fixtures/'))).toEqual([]);
    expect(context).not.toContain('src/.env');
  });
});
