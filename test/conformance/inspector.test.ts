import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { builtProgram } from '../protocol/program.ts';

const INSPECTOR = fileURLToPath(
  new URL(
    '../../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js',
    import.meta.url,
  ),
);
/** It writes its catalog under HOME. */
const home = mkdtempSync(join(tmpdir(), 'layerwalk-inspector-'));
afterAll(() => rmSync(home, { recursive: true }));

/** Runs the Inspector's command line on the built program over stdio. */
async function inspect(...args: readonly string[]) {
  const { command, args: program } = builtProgram();
  const child = spawn(process.execPath, [INSPECTOR, '--cli', command, ...program, ...args], {
    cwd: home,
    env: { ...process.env, HOME: home, XDG_CACHE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const [code] = await once(child, 'close');
  return { code: Number(code), ...said };
}

describe('the Inspector', () => {
  test('finds no error in the schemas of the tool list, and one kind of warning', async () => {
    const { code, stdout, stderr } = await inspect('--method', 'tools/list', '--strict');
    expect(stderr).not.toContain('Error: tool');
    expect(code).toBe(0);
    const { tools } = JSON.parse(stdout);
    expect(tools[0].name).toBe('diagnose');
    // "string or null" in an answer, which clients show and no model writes; as `anyOf` it would cost every model tokens.
    const warnings = stderr.match(/^Warning: tool ".*"\n  Path: .*\n  Issue: .*$/gm) ?? [];
    expect(warnings.length).toBe(stderr.split('Warning: tool').length - 1);
    for (const warning of warnings) {
      expect(warning).toMatch(/Path: outputSchema\.[\s\S]*`type` is an array \(\["string","null"\]\)/);
    }
  });

  test.each(['legacy', 'auto', 'modern'])('calls a tool as a client of the era "%s"', async (era) => {
    const { code, stdout } = await inspect(
      '--protocol-era',
      era,
      '--format',
      'json',
      '-q',
      '--method',
      'tools/call',
      '--tool-name',
      'tcp_probe',
      '--tool-args-json',
      '{"host":"127.0.0.1","ports":[1]}',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('tcp.refused');
  });

  test('says by its exit status that arguments were wrong', async () => {
    const { code, stdout } = await inspect(
      '--format',
      'json',
      '-q',
      '--method',
      'tools/call',
      '--tool-name',
      'tcp_probe',
      '--tool-args-json',
      '{"host":"127.0.0.1"}',
    );
    expect(code).toBe(5);
    expect(stdout).toContain('ports: is missing');
  });

  test('finds the page that shows a report', async () => {
    const { code, stdout } = await inspect(
      '--app-info',
      '-q',
      '--method',
      'tools/call',
      '--tool-name',
      'diagnose',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('ui://layerwalk/report');
  });
});
