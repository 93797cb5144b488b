import { log } from 'node:console';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { BadInput, Refused } from '../../src/core/bad-input.ts';
import { pass } from '../../src/core/check.ts';
import { Finding, finding } from '../../src/core/finding.ts';
import { ResponseFormat } from '../../src/core/input.ts';
import type { Callable, Context } from '../../src/core/tool.ts';

const Input = z.strictObject({
  word: z.string().max(20).optional().describe('a word'),
  response_format: ResponseFormat.optional(),
});

type Run = (context: Context, word: string) => Promise<string>;

const stub = (name: string, run: Run, lines = 0): Callable<typeof Input, Finding> => ({
  name,
  title: name,
  description: `Test: ${name}.`,
  input: Input,
  output: Finding,
  async run(context, { word = '' }) {
    const summary = await run(context, word);
    const about = {
      tool: name,
      at: context.world.now(),
      target: word,
      vantage: { kind: 'none', name: 'nowhere' },
    } as const;
    const evidence = Array.from({ length: lines }, (_, line) => `${line}: ${summary}`);
    return finding(about, { checks: [pass('tcp', { test: name, summary, evidence })] });
  },
});

/** Callables that behave as no real one should. */
export const stubs = [
  stub('echo', async (_context, word) => word),
  stub('steps', async ({ progress }) => {
    for (const step of ['one', 'two', 'three\u0007']) {
      progress(step);
      await pause(20);
    }
    return 'done';
  }),
  stub('waits', async ({ signal }) => {
    process.stderr.write('waits: started\n');
    await pause(60_000, undefined, { signal }).catch(() => {
      process.stderr.write('waits: called off\n');
      signal.throwIfAborted();
    });
    return 'waited';
  }),
  stub('short', async () => {
    await pause(300);
    return 'after a moment';
  }),
  stub('deaf', async () => {
    process.stderr.write('deaf: started\n');
    await pause(60_000);
    return 'never called off';
  }),
  stub('prints', async () => {
    log('to the console');
    process.stdout.write('straight to stdout\n');
    return 'printed';
  }),
  stub('breaks', async () => {
    throw new TypeError('the bug');
  }),
  stub('breaks_later', async () => {
    setTimeout(() => {
      throw new TypeError('the late bug');
    }, 5);
    await pause(30);
    return 'went on';
  }),
  stub('long', async () => 'a line that is told twenty times over, '.repeat(20), 20),
  stub('bad', async () => {
    throw new BadInput('That was wrong.', 'Send this instead.');
  }),
  stub('refused', async () => {
    throw new Refused('Not there.', 'rule 7');
  }),
];
