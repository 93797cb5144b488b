import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { needs } from '../needs.ts';

const CHILD = fileURLToPath(new URL('./leave-child.ts', import.meta.url));

test('ends with its status while a thread hangs', needs({ linux: true, commands: ['mkfifo'] }), async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leave-'));
  try {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const ended = await new Promise((resolve) => {
      const asked = { timeout: 15_000, killSignal: 'SIGKILL' } as const;
      execFile(process.execPath, [CHILD, fifo, '2'], asked, (error, stdout) =>
        resolve({ status: error?.code, killed: error?.killed, stdout }),
      );
    });
    expect(ended).toEqual({ status: 2, killed: false, stdout: 'exit was told\n' });
  } finally {
    await rm(folder, { recursive: true });
  }
});
