import type { Look } from '../../../core/tool.ts';
import type { Dial } from '../../../core/world/dial.ts';
import type { AddressSeen, Control } from '../observation.ts';
import { pause } from './pause.ts';
import { bare } from './tries.ts';

const LEAST_MS = 150;
/** A program in a pod must be started first. */
const LEAST_BY_EXEC_MS = 1_000;
const ANSWERS = ['open', 'reset', 'refused'];

/** The control of one port, under way. */
export interface RunningControl {
  /** Waits three times as long as the slowest answer of the target took, and ends it; undefined when none was sent. */
  end(seen: readonly AddressSeen[]): Promise<Control | undefined>;
  cancel(): void;
}

/** Dials `nobody`, an address that nobody has, on the same port, as soon as it is known which. */
export function startControl(
  { vantage, world, signal }: Look,
  nobody: Promise<string | undefined>,
  port: number,
  timeoutMs: number,
): RunningControl {
  const started = world.elapsed();
  const stop = new AbortController();
  const cancel = (): void => stop.abort(new Error('No answer in time.'));
  const dialled = nobody
    .then<Dial | undefined>((address) =>
      address === undefined
        ? undefined
        : vantage.dial({ address, port, timeoutMs }, AbortSignal.any([signal, stop.signal])),
    )
    .catch(() => undefined);
  return {
    cancel,
    async end(seen) {
      const address = await nobody;
      if (address === undefined) return undefined;
      const least = vantage.identity.kind === 'pod' ? LEAST_BY_EXEC_MS : LEAST_MS;
      const left = patience(seen, least) - (world.elapsed() - started);
      if (left > 0) await Promise.race([dialled, pause(left, signal)]);
      cancel();
      const dial = await dialled;
      signal.throwIfAborted();
      return {
        address,
        waitedMs: Math.round(world.elapsed() - started),
        ...(dial && { answer: bare(dial) }),
      };
    },
  };
}

/** With no answer of the target there is nothing to compare with. */
function patience(seen: readonly AddressSeen[], leastMs: number): number {
  const answers = seen.flatMap(({ tries }) => tries.filter(({ outcome }) => ANSWERS.includes(outcome)));
  return answers.length === 0 ? 0 : Math.max(leastMs, 3 * Math.max(...answers.map(({ ms }) => ms)));
}
