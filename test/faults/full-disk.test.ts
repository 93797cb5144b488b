import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '../lab/network/execute.ts';
import { mayBuild } from '../lab/rights.ts';
import { needs } from '../needs.ts';
import { builtProgram } from '../protocol/program.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'layerwalk-full-'))));
afterAll(() => rm(folder, { recursive: true }));

/** Runs a shell's line where `disk` is a file system of 64 KiB of which one page is left, and lists what lies there afterwards. */
async function onFullDisk(line: string) {
  const script = `set -e
mount -t tmpfs -o size=64k full "$0"
dd if=/dev/zero of="$0/filling" bs=4k count=15 status=none
ended=0
${line} || ended=$?
printf '\\nEND %s %s\\n' "$ended" "$(ls -A "$0" | tr '\\n' ' ')"
umount "$0"`;
  const { command, args } = builtProgram();
  const [program = ''] = args;
  const { stdout, stderr } = await execute(
    ['unshare', '-m', '--propagation', 'private', 'sh', '-c', script, folder, command, program],
    { timeoutMs: 60_000 },
  );
  const [, status, there] = /\nEND (\d+) (.*)\n/.exec(stdout) ?? [];
  return { status: Number(status), there: there?.trim(), stdout, stderr };
}

/** Root in the machine's own namespaces may mount a file system of its own. */
const wants = needs({
  linux: true,
  also: mayBuild() ? [] : ['the right to mount'],
  commands: ['unshare', 'mount'],
});

describe('a disk that is full', wants, () => {
  // Takes more than a page.
  const WALK = '"$1" "$2" diagnose 127.0.0.1:9 --source local --json';

  test('the answer is printed, --record says why it is not kept, and no draft is left', async () => {
    const { status, there, stdout, stderr } = await onFullDisk(`${WALK} --record "$0/case.json"`);
    expect(stdout).toContain('"code": "tcp.refused"');
    expect(stderr).toContain('--record: case.json cannot be written (ENOSPC)');
    expect(status).toBe(64);
    expect(there).toBe('filling');
  });

  test('the same of --html', async () => {
    const { status, there, stdout, stderr } = await onFullDisk(`${WALK} --html "$0/page.html"`);
    expect(stdout).toContain('"code": "tcp.refused"');
    expect(stderr).toContain('--html: page.html cannot be written (ENOSPC)');
    expect(status).toBe(64);
    expect(there).toBe('filling');
  });

  test('a server answers all the same, and says so at its end', async () => {
    const lines = [
      {
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-11-25',
          capabilities: {},
          clientInfo: { name: 'disk', version: '1' },
        },
      },
      { method: 'notifications/initialized' },
      ...[2, 3].map((id) => ({
        id,
        method: 'tools/call',
        params: { name: 'diagnose', arguments: { target: '127.0.0.1:9', source: 'local' } },
      })),
    ].map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));
    const { there, stdout, stderr } = await onFullDisk(
      `printf '%s\\n' '${lines.join("' '")}' | "$1" "$2" serve --record "$0/case.json"`,
    );
    expect(stdout.match(/tcp\.refused/g)?.length).toBeGreaterThanOrEqual(2);
    expect(stderr).toContain('--record: case.json cannot be written (ENOSPC)');
    expect(there).toBe('filling');
  });
});
