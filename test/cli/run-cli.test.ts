import { afterEach, describe, expect, test } from 'vitest';
import { ask } from '../../src/cli/ask.ts';
import { listCommands } from '../../src/cli/command-list.ts';
import type { Outside } from '../../src/cli/outside.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { live } from '../../src/core/steps.ts';
import { replayWorld } from '../../src/world/snapshot/replay-world.ts';
import { sampleCallable } from './sample-callables.ts';

let out = '';
let err = '';
let closed = 0;
let stop: () => void = () => undefined;
afterEach(() => {
  out = '';
  err = '';
  closed = 0;
});

const pages: { flag: string; path: string; text: string }[] = [];

/** An outside in which nothing can be reached. */
const outside: Outside = {
  open: async () => ({
    world: replayWorld({ schema: 'layerwalk/recording@1', steps: [] }),
    steps: live,
    close: async () => void (closed += 1),
  }),
  serve: async () => 0,
  readEntries: async () => [],
  mustBeWritable: async () => undefined,
  writePage: async (flag, path, text) => void pages.push({ flag, path, text }),
  machine: () => Promise.reject(new Error('not asked')),
  version: '1.2.3',
  env: {},
  stdout: { write: (text) => (out += text) },
  stderr: { write: (text) => (err += text) },
  pause: () => Promise.resolve(),
  onStop(listener) {
    stop = () => listener('SIGINT');
    return () => undefined;
  },
};

describe('a defect of ours', () => {
  const broken: Outside = { ...outside, open: () => Promise.reject(new TypeError('x is undefined')) };

  test('is one line with a hint, and its own exit status', async () => {
    expect(await runCli(['diagnose', 'x:1'], broken)).toBe(70);
    expect(out).toBe('');
    expect(err).toMatch(
      /^layerwalk: a defect of Layerwalk.*TypeError: x is undefined\n.*LAYERWALK_DEBUG=1.*\n$/,
    );
  });

  test('shows its stack on request', async () => {
    await runCli(['diagnose', 'x:1'], { ...broken, env: { LAYERWALK_DEBUG: '1' } });
    expect(err).toContain('run-cli.test.ts');
  });
});

describe('asking', () => {
  const callable = sampleCallable();
  const [command] = listCommands([callable]);
  if (!command) throw new Error('no command');
  const given = { values: { ports: ['1'], json: true }, alone: 'db' };

  test('hands over the input, defaults included, prints the answer and closes the session', async () => {
    expect(await ask(command, callable, given, outside)).toBe(0);
    expect(callable.asked.at(-1)).toEqual({ target_host: 'db', ports: [1], polite: true, attempts: 3 });
    expect(JSON.parse(out)).toMatchObject({ tool: 'port_knock', status: 'pass' });
    expect(closed).toBe(1);
  });

  test('called off before anything is known: 130, nothing on standard output, the session closed', async () => {
    const waiting = {
      ...callable,
      run: async ({ signal }: { signal: AbortSignal }) => {
        stop();
        signal.throwIfAborted();
        throw new Error('not called off');
      },
    };
    expect(await ask(command, waiting, given, outside)).toBe(130);
    expect({ out, closed }).toEqual({ out: '', closed: 1 });
    expect(err).toContain('interrupted');
  });

  test('bad input opens nothing', async () => {
    const bad = { values: { ports: ['0'] }, alone: 'db' };
    await expect(ask(command, callable, bad, outside)).rejects.toThrow('ports');
    expect(closed).toBe(0);
  });
});
