import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROGRAM } from '../cli/program.ts';
import { needs } from '../needs.ts';
import { fencedCommands } from './fenced-commands.ts';

/** Where the commands of a page are run. */
export interface Place {
  /** More for the environment, such as KUBECONFIG. */
  readonly env?: Readonly<Record<string, string>>;
  /** Other programs that the page names, by their paths; `layerwalk` and `npx -y layerwalk` are always this one. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Words of the commands in whose place others are taken: what stands for a host that is not here. */
  readonly words?: Readonly<Record<string, string>>;
}

/** What becomes of a command. */
export type Answer =
  | {
      /** The exit status; 0 where none is told. */
      readonly status?: number;
      /** What it must print, on either stream. */
      readonly says?: RegExp | readonly RegExp[];
      /** It runs until it has printed this, and is ended then. */
      readonly until?: RegExp;
    }
  | { /** Why no test can run it. */ readonly notRun: string };

/**
 * Makes a test of each command in the fenced blocks of a page, in their order and in one folder, which `place` fills; what it hands to
 * `running` is ended with the tests. A command without an answer here fails, as does an answer without a command.
 */
export function runPage(
  page: string,
  place: (folder: string, running: AsyncDisposableStack) => Promise<Place> | Place,
  answers: Readonly<Record<string, Answer>>,
  { needed = needs({}), timeout = 60_000 }: { needed?: ReturnType<typeof needs>; timeout?: number } = {},
): void {
  const commands = fencedCommands(readFileSync(page, 'utf8'));
  describe(`the commands of ${page}`, { ...needed, timeout }, () => {
    let folder: string;
    let made: Place;
    const running = new AsyncDisposableStack();
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'layerwalk-page-'));
      running.defer(() => rmSync(folder, { recursive: true, force: true }));
      made = await place(folder, running);
      writePrograms(join(folder, '.programs'), made.programs ?? {});
    }, 180_000);
    afterAll(() => running.disposeAsync());

    test('every command has an answer here, and every answer a command', () => {
      const said = [...new Set(commands.map(({ text }) => text))];
      expect(said.filter((text) => !(text in answers))).toEqual([]);
      expect(Object.keys(answers).filter((text) => !said.includes(text))).toEqual([]);
    });

    for (const { line, text } of commands) {
      const answer = answers[text];
      if (!answer || 'notRun' in answer) continue;
      test(`line ${line}: ${text.split('\n')[0]}`, async ({ signal }) => {
        const ended = await run(text, answer.until, { ...made, folder, signal });
        const { status = 0, says = [], until } = answer;
        // What is ended by us has no status of its own.
        expect(ended).toMatchObject({ status: until ? ended.status : status });
        for (const pattern of [says, until ?? []].flat()) expect(ended.printed).toMatch(pattern);
      });
    }
  });
}

function writePrograms(folder: string, others: Readonly<Record<string, string>>): void {
  mkdirSync(folder);
  const own = `exec '${process.execPath}' '${PROGRAM}'`;
  const scripts: Record<string, string> = {
    layerwalk: `${own} "$@"`,
    npx: `[ "$1" = -y ] && shift\n[ "$1" = layerwalk ] || exit 127\nshift\n${own} "$@"`,
    ...Object.fromEntries(Object.entries(others).map(([name, path]) => [name, `exec '${path}' "$@"`])),
  };
  for (const [name, script] of Object.entries(scripts))
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function run(
  text: string,
  until: RegExp | undefined,
  { folder, env, words = {}, signal }: Place & { folder: string; signal: AbortSignal },
): Promise<{ status: number; printed: string }> {
  const command = Object.entries(words).reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const unwanted = /^(?:LAYERWALK_.*|KUBECONFIG|(?:https?|all|no)_proxy)$/i;
  const kept = Object.entries(process.env).filter(([name]) => !unwanted.test(name));
  const path = [join(folder, '.programs'), process.env['PATH'] ?? ''].join(delimiter);
  return new Promise((resolve) => {
    let printed = '';
    const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: folder,
      env: { ...Object.fromEntries(kept), NO_COLOR: '1', ...env, PATH: path },
      stdio: [until ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it started ends with it.
      detached: true,
    });
    const end = (): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    };
    signal.addEventListener('abort', end);
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (until?.test(printed)) end();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('close', (status) => resolve({ status: status ?? -1, printed }));
  });
}
