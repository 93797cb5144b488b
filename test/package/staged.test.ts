import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let installed = '';
// Away from the project there is no node_modules that could lend what the bundle lacks.
beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), 'layerwalk-installed-'));
  cpSync(join(root, 'dist'), installed, { recursive: true });
});
afterAll(() => rmSync(installed, { recursive: true, force: true }));

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');

describe('the package that is published', () => {
  test('depends on nothing and says what the project says', () => {
    const { name, version, license, engines, type } = JSON.parse(read(root, 'package.json'));
    const staged = JSON.parse(read(installed, 'package.json'));
    expect(staged).toMatchObject({ name, version, license, engines, type, bin: { layerwalk: 'bin.js' } });
    for (const key of ['dependencies', 'devDependencies', 'scripts', 'private'])
      expect(staged).not.toHaveProperty(key);
  });

  test('runs by itself, every tool loaded', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(installed, 'bin.js'), 'tools', '--json'],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('diagnose');
  });

  test('carries the role that fixes refer to', () => {
    expect(read(installed, 'deploy/rbac.yaml')).toBe(read(root, 'deploy/rbac.yaml'));
  });

  test('carries its own licence and those of what is bundled, packages inside packages too', () => {
    expect(read(installed, 'LICENSE')).toBe(read(root, 'LICENSE'));
    const licences = read(installed, 'THIRD_PARTY_LICENSES');
    for (const name of ['zod', '@modelcontextprotocol/server', 'commander', 'ajv']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    for (const name of ['vitest', 'esbuild', 'typescript'])
      expect(licences).not.toMatch(new RegExp(`^${name} `, 'm'));
  });
});
