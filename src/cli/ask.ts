import { Interrupted } from '../diagnosis/interrupted.ts';
import { statusOf } from '../diagnosis/index.ts';
import type { Answering } from './answering.ts';
import type { Command } from './command-list.ts';
import { EXIT, exitStatus } from './exit-status.ts';
import type { Outside, StopSignal } from './outside.ts';
import { printAnswer } from './print-answer.ts';
import { progressLine } from './progress-line.ts';
import { type Given, readInput } from './read-input.ts';
import { readStartUp } from './start-up-flags.ts';

/**
 * Asks one callable, prints its answer and gives the exit status. Ctrl-C ends the probes; what a walk has found by then is
 * printed all the same. Throws BadInput, Refused or ZodError for what cannot be asked.
 */
export async function ask(
  command: Command,
  callable: Answering,
  given: Given,
  outside: Outside,
): Promise<number> {
  const input = callable.input.parse(readInput(command, given));
  const page = pageOf(given.values);
  if (page !== undefined) await outside.mustBeWritable('--html', page);
  const session = await outside.open(readStartUp(given.values, outside.env));
  const stopping = new AbortController();
  let stoppedBy: StopSignal | undefined;
  const unhook = outside.onStop((signal) => {
    stoppedBy = signal;
    stopping.abort(new Interrupted());
  });
  const { world, steps } = session;
  const line = progressLine(outside.stderr, given.values['json'] !== true, () => world.elapsed());
  try {
    const progress = (doing: string): void => line.say(doing);
    const answer = await callable.run({ world, steps, signal: stopping.signal, progress }, input);
    line.clear();
    printAnswer(answer, input['response_format'], given.values, outside);
    if (page !== undefined) {
      const { toPage } = await import('../diagnosis/render/html/page.ts');
      await outside.writePage('--html', page, toPage(answer));
    }
    return stoppedBy ? EXIT_OF[stoppedBy] : exitStatus(statusOf(answer));
  } catch (error) {
    line.clear();
    if (!stoppedBy || error !== stopping.signal.reason) throw error;
    outside.stderr.write('layerwalk: interrupted before anything was known\n');
    return EXIT_OF[stoppedBy];
  } finally {
    unhook();
    await session.close();
  }
}

function pageOf({ html }: Given['values']): string | undefined {
  return typeof html === 'string' && html !== '' ? html : undefined;
}

const EXIT_OF: Readonly<Record<StopSignal, number>> = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated };
