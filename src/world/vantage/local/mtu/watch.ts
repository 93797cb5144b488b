import { setTimeout as pause } from 'node:timers/promises';
import type { Look } from './look.ts';
import type { Sent } from './sent.ts';

/** Between two looks at least; a long list takes longer to read, and is read at most half of the time. */
const LOOK_MS = 3;

/** Looks at segments under way until `enough` holds or `waitMs` is over. Rejects with the signal's reason. */
export async function watch(
  look: Look,
  sent: readonly Sent[],
  waitMs: number,
  enough: () => boolean = () =>
    sent.every(({ acknowledged, outcome }) => acknowledged || outcome === 'ended'),
): Promise<void> {
  const until = performance.now() + waitMs;
  for (;;) {
    const began = performance.now();
    const rows = await look.rows();
    const now = performance.now();
    if (rows) for (const one of sent) one.look(rows.get(one.line.localPort), now, look.patienceMs);
    if (enough() || now >= until) return;
    await pause(Math.max(LOOK_MS, now - began), undefined, { signal: look.signal });
  }
}
