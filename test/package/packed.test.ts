import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { weigh, within } from '../../scripts/build/budget.ts';
import { asUser, root } from './as-user.ts';
import { reachableFrom } from './reachable.ts';

const Packed = z.tuple([
  z.looseObject({
    filename: z.string(),
    size: z.number(),
    files: z.array(z.object({ path: z.string(), size: z.number(), mode: z.number() })),
  }),
]);

describe('what `npm pack` makes', () => {
  let folder = '';
  let home = '';
  let packed: z.infer<typeof Packed>[0];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'layerwalk-packed-'));
    home = join(folder, 'home');
    mkdirSync(home);
    // dist/ is built already, and building it again would pull it from under other tests.
    const { status, stdout, stderr } = await asUser(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
      { cwd: root, home },
    );
    if (status !== 0) throw new Error(stderr);
    [packed] = Packed.parse(JSON.parse(stdout));
    execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const installed = (...path: string[]) => join(folder, 'package', ...path);
  const read = (...path: string[]) => readFileSync(installed(...path), 'utf8');

  test('holds what runs and what the law wants, and nothing else', () => {
    const [chunks, rest] = [true, false].map((wanted) =>
      packed.files.map(({ path }) => path).filter((path) => path.startsWith('dist/chunks/') === wanted),
    );
    expect(rest?.toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'deploy/rbac.yaml',
      'dist/THIRD_PARTY_LICENSES',
      'dist/bin.js',
      'dist/main.js',
      'dist/report-app.html',
      'package.json',
    ]);
    const reached = reachableFrom(installed('dist/main.js'), ['static', 'dynamic']);
    const names = [...reached].map((file) => basename(file)).filter((name) => name !== 'main.js');
    expect(chunks?.map((path) => basename(path)).toSorted()).toEqual(names.toSorted());
    expect(packed.files.filter(({ mode }) => (mode & 0o111) !== 0).map(({ path }) => path)).toEqual([
      'dist/bin.js',
    ]);
  });

  test('depends on nothing, runs nothing when it is installed, and may be published', () => {
    const manifest = JSON.parse(read('package.json'));
    for (const key of ['private', 'dependencies', 'optionalDependencies', 'peerDependencies'])
      expect(manifest).not.toHaveProperty(key);
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(manifest.scripts).not.toHaveProperty(script);
    expect(manifest.bin).toEqual({ layerwalk: 'dist/bin.js' });
  });

  test('keeps to its budgets', async () => {
    const { bytes } = await weigh(installed());
    expect(within('tarball', packed.size)).toMatch(/^\d+ kB of \d+ kB$/);
    expect(within('installed', bytes)).toMatch(/^\d+ kB of \d+ kB$/);
  });

  test('carries the role that fixes refer to', () => {
    expect(read('deploy/rbac.yaml')).toBe(readFileSync(join(root, 'deploy/rbac.yaml'), 'utf8'));
  });

  test('carries its own licence and those of what is bundled, packages inside packages too', () => {
    expect(read('LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    const licences = read('dist/THIRD_PARTY_LICENSES');
    for (const name of ['zod', '@modelcontextprotocol/server', 'commander', 'ajv'])
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    for (const name of ['vitest', 'esbuild', 'typescript'])
      expect(licences).not.toMatch(new RegExp(`^${name} `, 'm'));
  });

  describe('run by npx, from a folder with nothing else in it', () => {
    let empty = '';
    beforeAll(() => {
      empty = join(folder, 'empty');
      mkdirSync(empty);
      execFileSync('cp', [join(folder, packed.filename), empty]);
    });
    const npx = (...args: string[]) =>
      asUser('npx', ['--yes', `./${packed.filename}`, ...args], { cwd: empty, home });

    test('loads every tool', async () => {
      const { status, stdout } = await npx('tools', '--json');
      expect(status).toBe(0);
      expect(stdout).toContain('diagnose');
    });

    test('diagnoses, and passes on the exit status', async () => {
      const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      const open = await npx('tcp-probe', '127.0.0.1', '--ports', `${port}`, '--json');
      expect(open.status).toBe(0);
      expect(JSON.parse(open.stdout)).toMatchObject({ tool: 'tcp_probe', status: 'pass' });
      server.close();
      await once(server, 'close');
      const closed = await npx('diagnose', `127.0.0.1:${port}`, '--json');
      expect(closed.status).toBe(1);
      expect(JSON.parse(closed.stdout)).toMatchObject({ verdict: { status: 'fail', code: 'tcp.refused' } });
    });
  });
});
