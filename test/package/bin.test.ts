import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'dist/bin.js');
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'layerwalk-bin-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function runBin(args: readonly string[], env: Record<string, string> = {}) {
  const {
    NODE_COMPILE_CACHE: _,
    NODE_DISABLE_COMPILE_CACHE: __,
    XDG_CACHE_HOME: ___,
    ...machine
  } = process.env;
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...machine, HOME: home, ...env } });
}

describe('the command on a Node that is too old', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const required = engines.node.replace('>=', '');

  test.each(['22.18.0', '20.20.2', '8.0.0'])('%s: says in one line what to do, and exits 64', (version) => {
    const pretend = join(home, 'pretend.mjs');
    const versions = `{ value: { ...process.versions, node: '${version}' } }`;
    writeFileSync(pretend, `Object.defineProperty(process, 'versions', ${versions});`);
    const { status, stdout, stderr } = runBin(['--import', pretend, bin, '--version']);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(`needs Node ${required} or newer and this is Node ${version}`);
    expect(stderr).toContain('install a newer Node');
  });

  test('such a Node can parse it: neither module syntax nor anything newer than ES5 but import()', () => {
    const source = readFileSync(bin, 'utf8');
    expect(() => new Script(source)).not.toThrow();
    expect(source).not.toMatch(/=>|`|\?\.|\?\?|\b(const|let|class|async|await)\b/);
  });
});

describe('the compile cache', () => {
  const caches = (folder: string) => existsSync(join(folder, 'layerwalk'));

  test('is kept in XDG_CACHE_HOME', () => {
    expect(runBin([bin, '--version'], { XDG_CACHE_HOME: join(home, 'xdg') }).status).toBe(0);
    expect(caches(join(home, 'xdg'))).toBe(true);
  });

  test.each([
    ['unset', {}],
    ['relative', { XDG_CACHE_HOME: 'here' }],
  ])('is kept in ~/.cache where that is %s', (_, env) => {
    expect(runBin([bin, '--version'], env).status).toBe(0);
    expect(caches(join(home, '.cache'))).toBe(true);
  });

  test('gives way to NODE_DISABLE_COMPILE_CACHE and NODE_COMPILE_CACHE', () => {
    expect(runBin([bin, '--version'], { NODE_DISABLE_COMPILE_CACHE: '1' }).status).toBe(0);
    expect(runBin([bin, '--version'], { NODE_COMPILE_CACHE: join(home, 'own') }).status).toBe(0);
    expect(caches(join(home, '.cache'))).toBe(false);
    expect(existsSync(join(home, 'own'))).toBe(true);
  });

  test('is done without, and in silence, where it cannot be written', () => {
    writeFileSync(join(home, 'file'), '');
    const { status, stderr } = runBin([bin, '--version'], { XDG_CACHE_HOME: join(home, 'file') });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
