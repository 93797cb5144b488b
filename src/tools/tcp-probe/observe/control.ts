import type { Look } from '../../../core/tool.ts';
import type { Dial } from '../../../core/world/dial.ts';
import type { AddressSeen, Control } from '../observation.ts';
import { pause } from './pause.ts';
import { bare } from './tries.ts';

const LEAST_MS = 150;
const ANSWERS = ['open', 'reset', 'refused'];

/** The control of one port, under way. */
export interface RunningControl {
  /** Waits three times as long as the slowest answer of the target took, and ends it. */
  end(seen: readonly AddressSeen[]): Promise<Control>;
  cancel(): void;
}

/** Dials `nobody`, an address that nobody has, on the same port. */
export function startControl(
  { vantage, world, signal }: Look,
  nobody: string,
  port: number,
  timeoutMs: number,
): RunningControl {
  const started = world.elapsed();
  const stop = new AbortController();
  const cancel = (): void => stop.abort(new Error('No answer in time.'));
  const dialled = vantage
    .dial({ address: nobody, port, timeoutMs }, AbortSignal.any([signal, stop.signal]))
    .then<Dial | undefined>((dial) => dial)
    .catch(() => undefined);
  return {
    cancel,
    async end(seen) {
      const left = patience(seen) - (world.elapsed() - started);
      if (left > 0) await Promise.race([dialled, pause(left, signal)]);
      cancel();
      const dial = await dialled;
      signal.throwIfAborted();
      return {
        address: nobody,
        waitedMs: Math.round(world.elapsed() - started),
        ...(dial && { answer: bare(dial) }),
      };
    },
  };
}

/** With no answer of the target there is nothing to compare with. */
function patience(seen: readonly AddressSeen[]): number {
  const answers = seen.flatMap(({ tries }) => tries.filter(({ outcome }) => ANSWERS.includes(outcome)));
  return answers.length === 0 ? 0 : Math.max(LEAST_MS, 3 * Math.max(...answers.map(({ ms }) => ms)));
}
