import { setTimeout as pause } from 'node:timers/promises';
import { plaintextProtocol } from '../../../../wire/plaintext/plaintext-reply.ts';
import type { Line } from './line.ts';

/** MySQL's own port: there only a greeting of another protocol allows more. */
export const MYSQL = 3306;
/** MySQL may look the client's name up before it greets. */
export const MYSQL_WAIT_MS = 3_000;

/** Listens on new lines until one is greeted, all have ended, or the time is over. */
export async function awaitGreeting(
  lines: readonly Line[],
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  const calledOff = new AbortController();
  const over = pause(waitMs, true, { signal: AbortSignal.any([signal, calledOff.signal]) });
  over.catch(() => {});
  const done = (): boolean =>
    lines.some(({ received }) => received > 0) || lines.every(({ ended }) => ended !== undefined);
  try {
    for (let late = false; !late && !done();) {
      const live = lines.filter(({ ended }) => ended === undefined);
      late = await Promise.race([over, ...live.map(({ nextEvent }) => nextEvent.then(() => false))]);
    }
  } finally {
    calledOff.abort();
  }
}

/** The protocol that some lines were greeted in, when it can be told; null: greeted in another; undefined: not greeted. */
export function greetingOf(lines: readonly Line[]): string | null | undefined {
  const greeted = lines.find(({ received }) => received > 0);
  return greeted && (plaintextProtocol(greeted.head) ?? null);
}
