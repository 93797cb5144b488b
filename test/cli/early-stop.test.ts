import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { PROGRAM } from './program.ts';

/** Sends the signal as soon as somebody has begun to listen for it: before the rest of the program is loaded. */
const AT_ONCE = (signal: string): string =>
  `data:text/javascript,process.once('newListener',()=>setImmediate(()=>process.kill(process.pid,'${signal}')))`;

describe('stopped before it began', { skip: !PROGRAM.endsWith('bin.js') }, () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('%s ends with status %i and a line', async (signal, status) => {
    const child = spawn(
      process.execPath,
      ['--import', AT_ONCE(signal), PROGRAM, 'diagnose', '127.0.0.1:1', '--source', 'local'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await once(child, 'close')).toEqual([status, null]);
    expect(said).toBe('layerwalk: interrupted before anything was known\n');
  });
});
