import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { within } from '../../scripts/build/budget.ts';
import { CLIENTS } from '../protocol/clients.ts';
import type { Program } from '../protocol/program.ts';
import { root } from './as-user.ts';

const mcpb = join(root, 'node_modules/.bin/mcpb');
const Manifest = z.looseObject({
  version: z.string(),
  server: z.object({
    type: z.literal('node'),
    entry_point: z.string(),
    mcp_config: z.object({
      command: z.literal('node'),
      args: z.array(z.string()),
      env: z.record(z.string(), z.string()),
    }),
  }),
  tools: z.array(z.object({ name: z.string(), description: z.string() })),
  user_config: z.record(z.string(), z.looseObject({ default: z.string() })),
});

const filesIn = (folder: string): ReadonlySet<string> =>
  new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }));

describe('the MCP bundle', () => {
  let folder = '';
  let file = '';
  let unpacked = '';
  let manifest: z.infer<typeof Manifest>;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'layerwalk-mcpb-'));
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` };
    execFileSync(process.execPath, ['scripts/bundle.ts', folder], { cwd: root, env });
    [file = ''] = readdirSync(folder).map((name) => join(folder, name));
    unpacked = join(folder, 'unpacked');
    execFileSync(process.execPath, [mcpb, 'unpack', file, unpacked]);
    manifest = Manifest.parse(JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8')));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** As a host starts it: placeholders are filled in, with the defaults of options that nobody set. */
  const started = (options: Readonly<Record<string, string>> = {}): Program => {
    const { args, env } = manifest.server.mcp_config;
    const filled = (text: string): string =>
      text
        .replaceAll('${__dirname}', unpacked)
        .replaceAll(
          /\$\{user_config\.(\w+)\}/g,
          (_, key: string) => options[key] ?? manifest.user_config[key]?.default ?? '',
        );
    return {
      command: process.execPath,
      args: args.map(filled),
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])),
    };
  };

  test('has the version of the package, keeps to its budget, and its manifest is valid', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(manifest.version).toBe(version);
    expect(file.endsWith(`/layerwalk-${version}.mcpb`)).toBe(true);
    expect(within('bundle', statSync(file).size)).toMatch(/^\d+ kB of/);
    execFileSync(process.execPath, [mcpb, 'validate', join(unpacked, 'manifest.json')]);
  });

  test('holds what runs, its licences and its page, and nothing else', () => {
    expect(readdirSync(unpacked).toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'deploy',
      'dist',
      'manifest.json',
      'package.json',
    ]);
    expect(filesIn(join(unpacked, 'dist'))).toEqual(filesIn(join(root, 'dist')));
    const beside = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
    expect(Object.keys(beside)).toEqual(['name', 'version', 'description', 'license', 'type', 'engines']);
  });

  test.each(CLIENTS)('runs, as a host starts it, with the %s', async (_name, connect) => {
    const client = await connect(started());
    try {
      const tools = await client.tools();
      expect(tools.map(({ name }) => name)).toEqual(manifest.tools.map(({ name }) => name));
      const { structured } = await client.call('tcp_probe', { host: '127.0.0.1', ports: [9], attempts: 1 });
      expect(structured).toMatchObject({ tool: 'tcp_probe', status: 'fail' });
    } finally {
      await client.close();
    }
  });

  test('does what the options of the host say', async () => {
    const [[, connect] = expect.fail('no client')] = CLIENTS;
    const client = await connect(started({ deny_cidr: '127.0.0.0/8' }));
    try {
      const { isError, text } = await client.call('tcp_probe', { host: '127.0.0.1', ports: [9] });
      expect(isError).toBe(true);
      expect(text).toContain('--deny-cidr 127.0.0.0/8');
    } finally {
      await client.close();
    }
  });
});
