import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../src/world/command.ts';
import { findProgram } from '../../src/world/find-program.ts';
import { needs } from '../needs.ts';

const never = new AbortController().signal;
const sh = (script: string, more: { timeoutMs?: number; maxOutput?: number } = {}, signal = never) =>
  runCommand({ program: 'sh', args: ['-c', script], timeoutMs: 10_000, ...more }, signal);

/** Whether a process runs; a zombie that nobody has reaped does not. */
async function runs(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return stat !== '' && !/\) Z /.test(stat);
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && (await runs(pid)); tries++) await pause(20);
  return !(await runs(pid));
}

describe('a command', needs({ linux: true }), () => {
  test('gives back its exit status, stdout and stderr apart', async () => {
    expect(await sh('echo out; echo err >&2; exit 3')).toEqual({
      outcome: 'exited',
      exit: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
  });

  test('hands arguments over as they are: no shell reads them', async () => {
    const args = ['%s|', '$HOME', '`id`', '; id', '--version', '*', 'a b'];
    const result = await runCommand({ program: 'printf', args, timeoutMs: 5_000 }, never);
    expect(result).toMatchObject({ exit: 0, stdout: '$HOME|`id`|; id|--version|*|a b|' });
  });

  test('sees a minimal environment and nothing on stdin', async () => {
    process.env['LAYERWALK_TEST_SECRET'] = 'hunter2';
    const result = await runCommand({ program: 'env', args: [], timeoutMs: 5_000 }, never);
    delete process.env['LAYERWALK_TEST_SECRET'];
    const names =
      result.outcome === 'exited'
        ? result.stdout
            .trim()
            .split('\n')
            .map((line) => line.split('=')[0])
        : [];
    expect(new Set(names)).toEqual(new Set(['LC_ALL', 'PATH']));
    expect(await sh('cat; echo end')).toMatchObject({ stdout: 'end\n' });
  });

  test('is missing when no system directory has it, whatever PATH says', async () => {
    expect(await runCommand({ program: 'no-such-program-here', args: [], timeoutMs: 1_000 }, never)).toEqual({
      outcome: 'missing',
    });
    expect(await findProgram('sh')).toMatch(/^\/(?:usr\/)?s?bin\/sh$/);
  });

  test.each(['', '-rf', '/bin/sh', '../sh', 'a b', 'A', 'x'.repeat(65)])(
    '"%s" is no program name',
    (name) => {
      expect(() => findProgram(name)).toThrow(TypeError);
    },
  );

  test('is ended at its deadline with all its descendants, and what it had written is kept', async () => {
    const result = await sh('echo started; sleep 60 & echo $!; sleep 60', { timeoutMs: 400 });
    expect(result).toMatchObject({ outcome: 'timed-out', truncated: false });
    const [said, child] = result.outcome === 'timed-out' ? result.stdout.trim().split('\n') : [];
    expect(said).toBe('started');
    expect(await gone(Number(child))).toBe(true);
  });

  test('is ended when called off, with all its descendants', async () => {
    const controller = new AbortController();
    const directory = await mkdtemp(join(tmpdir(), 'layerwalk-command-'));
    const file = join(directory, 'pid');
    const running = sh(`sleep 60 & echo $! > ${file}; wait`, {}, controller.signal);
    const ended = running.catch((error: unknown) => error);
    let child = 0;
    while (!(child > 0)) {
      await pause(10);
      child = Number(await readFile(file, 'latin1').catch(() => '0'));
    }
    controller.abort(new Error('called off'));
    expect(await ended).toEqual(new Error('called off'));
    expect(await gone(child)).toBe(true);
    await rm(directory, { recursive: true });
  });

  test('is not started when already called off', async () => {
    await expect(sh('echo', {}, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });

  test('that writes without end is stopped at the cap', async () => {
    const result = await sh('echo $$ >&2; while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done', {
      maxOutput: 10_000,
    });
    expect(result).toMatchObject({ outcome: 'killed', truncated: true });
    if (result.outcome === 'missing') throw new Error('sh is there');
    expect(result.stdout.length).toBeLessThanOrEqual(10_000);
    expect(await gone(Number(result.stderr))).toBe(true);
  });

  test('killed by someone else says so', async () => {
    expect(await sh('kill -9 $$')).toMatchObject({ outcome: 'killed', truncated: false });
  });

  test('whose descendant leaves the group and keeps the pipe open does not hold us', async () => {
    const result = await sh('setsid sh -c "echo \\$\\$; exec sleep 60" & wait', { timeoutMs: 300 });
    expect(result.outcome).toBe('timed-out');
    const escaped = result.outcome === 'timed-out' ? Number(result.stdout) : 0;
    expect(await runs(escaped)).toBe(true);
    process.kill(escaped, 'SIGKILL');
  });
});
