import type { Trace } from '../../../../core/world/path.ts';
import { parseTracepath } from '../../../../wire/path/tracepath-output.ts';
import { type Attempt, attempt, type Run } from './attempt.ts';

/** Hop by hop with datagrams as large as fits, one after another: what stays silent costs it three seconds. Needs no privileges. */
export async function tracepath(
  address: string,
  timeoutMs: number,
  signal: AbortSignal,
  run?: Run,
): Promise<Attempt<Trace>> {
  const seen = await attempt(
    {
      program: 'tracepath',
      args: ['-n', '-m', '30', address],
      timeoutMs,
      read: (text) => parseTracepath(text, address),
    },
    signal,
    run,
  );
  if (!('seen' in seen)) return seen;
  const { narrowedBy: _, ...path } = seen.seen;
  return { seen: { program: 'tracepath', probe: 'udp', ...path } };
}
