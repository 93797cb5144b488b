import { BadInput } from '../../core/bad-input.ts';
import { LAYER_TITLE } from '../../core/layer.ts';
import type { Report } from '../../core/report.ts';
import { isReport } from '../../diagnosis/index.ts';
import { Interrupted } from '../../diagnosis/interrupted.ts';
import type { Answering } from '../answering.ts';
import type { Command } from '../command-list.ts';
import { EXIT, exitStatus } from '../exit-status.ts';
import type { Outside } from '../outside.ts';
import { progressLine } from '../progress-line.ts';
import { type Given, readInput } from '../read-input.ts';
import { readStartUp } from '../start-up-flags.ts';
import { readInterval } from './interval.ts';
import { type Summary, Tally } from './tally.ts';

/**
 * `layerwalk watch TARGET`: walks again and again until it is told to stop, or `--times`; a line whenever the verdict changes, and a
 * summary at the end. Exits as diagnose does, by the worst of all rounds. Throws BadInput for what cannot be asked.
 */
export async function watchCommand(
  command: Command,
  diagnose: Answering,
  given: Given,
  outside: Outside,
): Promise<number> {
  const { values } = given;
  const input = diagnose.input.parse(readInput(command, given));
  const everyMs = readInterval(typeof values['interval'] === 'string' ? values['interval'] : '10s');
  const times = readTimes(values['times']);
  const json = values['json'] === true;
  const session = await outside.open(readStartUp(values, outside.env));
  const stopping = new AbortController();
  const unhook = outside.onStop(() => stopping.abort(new Interrupted()));
  const { world, steps } = session;
  const { signal } = stopping;
  const tally = new Tally();
  const line = progressLine(outside.stderr, !json, () => world.elapsed());
  try {
    for (let round = 1; round <= times && outside.stdout.writable !== false; round += 1) {
      const began = world.elapsed();
      const progress = (doing: string): void => line.say(`round ${round}: ${doing}`);
      const answer = await diagnose.run({ world, steps, signal, progress }, input);
      // A round that was cut short says nothing.
      if (!isReport(answer) || signal.aborted) break;
      if (tally.take(answer)) {
        line.clear();
        outside.stdout.write(`${json ? JSON.stringify(changeOf(answer)) : changeLine(answer)}\n`);
      }
      line.say(`round ${round}: ${answer.verdict.status}; waiting`);
      const left = everyMs - (world.elapsed() - began);
      if (round < times && left > 0) await outside.pause(left, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    line.clear();
    unhook();
    await session.close();
  }
  const summary = tally.summary();
  if (summary.rounds === 0) {
    outside.stderr.write('layerwalk: interrupted before anything was known\n');
    return EXIT.interrupted;
  }
  outside.stdout.write(json ? `${JSON.stringify({ summary })}\n` : summaryText(summary));
  return exitStatus(tally.status());
}

function readTimes(typed: unknown): number {
  if (typed === undefined) return Infinity;
  const times = Number(typed);
  if (Number.isSafeInteger(times) && times > 0) return times;
  throw new BadInput('--times: not a number of rounds.', 'Send a whole number from 1.');
}

const changeOf = ({ at, verdict, paste, durationMs }: Report) => ({ at, ...verdict, paste, durationMs });

function changeLine({ at, verdict }: Report): string {
  const { status, code, surfacedAt, layer, sentence } = verdict;
  const where = surfacedAt !== null && surfacedAt !== layer ? ` (surfaced at ${surfacedAt})` : '';
  return `${clock(at)}  ${status.padEnd(7)}  ${[code, sentence].filter(Boolean).join(': ')}${where}`;
}

/** "2026-11-23 14:31:07 UTC". */
const clock = (at: string): string => at.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC');

function summaryText({ rounds, from, to, byStatus, failed, changes }: Summary): string {
  const counts = Object.entries(byStatus).map(([status, count]) => `${count} ${status}`);
  const lines = [
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'} from ${clock(from)} to ${clock(to)}: ${counts.join(', ')}; the verdict changed ${changes} ${changes === 1 ? 'time' : 'times'}`,
    ...failed.map(
      (one) =>
        `${LAYER_TITLE[one.layer].padEnd(8)}  failed ${one.rounds} of ${rounds}: ${one.codes.join(', ')}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
