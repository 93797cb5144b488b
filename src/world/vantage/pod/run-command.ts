import type { CommandResult } from '../../command.ts';
import type { Run } from '../local/path/attempt.ts';
import { cannotExec } from './cannot-exec.ts';
import { isFailure } from './pod-exec.ts';
import type { PodSetting } from './pod-setting.ts';
import { runProgram } from './run-program.ts';

const MOST_BYTES = 64_000;
/** What exec takes before a program runs, beyond the program's own time. */
const EXEC_MS = 3_000;
/** The shells' word for a program that is not there: exec by way of a runtime that reports it so. */
const NO_PROGRAM = 127;

/**
 * Runs a program of the container by its name and arguments, a turn at a time, as `runCommand` does here. Rejects with CannotObserve
 * where exec itself fails, for then nothing is said of the program, and with the signal's reason.
 */
export const runCommandIn =
  ({ exec, place, slot }: Pick<PodSetting, 'exec' | 'place' | 'slot'>): Run =>
  async ({ program, args, timeoutMs, maxOutput = MOST_BYTES }, signal): Promise<CommandResult> => {
    const end = await slot(signal);
    try {
      const request = {
        argv: [program, ...args],
        deadlineMs: Math.round(timeoutMs) + EXEC_MS,
        mostBytes: maxOutput,
      };
      const run = await runProgram(exec, request, signal);
      if (isFailure(run)) {
        if (run.reason === 'no-program') return { outcome: 'missing' };
        throw cannotExec(place, run);
      }
      if (run.exitCode === NO_PROGRAM) return { outcome: 'missing' };
      const { stderr, truncated } = run;
      const said = { stdout: run.stdout.toString('latin1'), stderr, truncated };
      return run.exitCode === null
        ? { outcome: 'timed-out', ...said }
        : { outcome: 'exited', exit: run.exitCode, ...said };
    } finally {
      end();
    }
  };
