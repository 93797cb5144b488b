import { join } from 'node:path';
import { execute, inside } from '../network/execute.ts';
import { type Answer, readAnswer } from './answer.ts';

/** The program as built; LAB_PROGRAM names another build. */
export const PROGRAM = process.env['LAB_PROGRAM'] ?? join(import.meta.dirname, '../../../dist/bin.js');

const LONGEST_MS = 60_000;
const DECIDES = /^(?:(?:NO|FORCE)_COLOR|LAYERWALK_.*|(?:https?|all|no)_proxy|RES_OPTIONS|LOCALDOMAIN)$/i;

/**
 * Asks the built program from inside a namespace, or of this machine itself, in a folder, without what the lab's own
 * environment would decide.
 */
export async function ask(
  namespace: string | undefined,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Answer> {
  const kept = Object.entries(process.env).filter(([name]) => !DECIDES.test(name));
  const run = [process.execPath, PROGRAM, ...args, '--json'];
  const argv = namespace === undefined ? run : inside(namespace, run);
  const ended = await execute(argv, {
    cwd,
    env: { ...Object.fromEntries(kept), ...env },
    timeoutMs: LONGEST_MS,
  });
  try {
    return readAnswer(ended.stdout);
  } catch {
    throw new Error(`the program ended with ${ended.status} and no answer: ${ended.stderr}${ended.stdout}`);
  }
}
