import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerSeen } from '../../../../core/world/mtu.ts';
import type { Details } from './details.ts';
import type { Line } from './line.ts';
import type { Look } from './look.ts';
import { outOfOrderCounter } from './out-of-order.ts';

/** How one answer is waited for. */
export interface Awaiting {
  readonly kind: AnswerSeen['kind'];
  readonly headers: number;
  readonly look: Look;
  readonly details: Details;
  readonly proc: string;
  /** How long to wait for the first byte while nothing at all comes. */
  readonly silenceMs: number;
  /** Whether the answer has become unimportant. */
  hurried(): boolean;
  /** Called while segments wait for a missing one. */
  onStall?(): void;
}

/** Segments of one flight arrive together. */
const GATHER_MS = 4;
const STEP_MS = 60;
/** In this time the server sends what is missing two times more. */
const STALL_MS = 700;
const LONGEST_MS = 3_000;

/** Sends a question and watches how the answer comes, and whether segments wait for one that does not. */
export async function seeAnswer(line: Line, bytes: Uint8Array, awaiting: Awaiting): Promise<AnswerSeen> {
  const { kind, look, silenceMs, headers } = awaiting;
  const waiting = await waitingSegments(line, awaiting);
  const began = performance.now();
  let stalledSince: number | undefined;
  line.write(bytes);
  for (;;) {
    await Promise.race([
      line.nextEvent,
      pause(Math.min(STEP_MS, silenceMs), undefined, { signal: look.signal }),
    ]);
    if (line.received > 0) await pause(GATHER_MS, undefined, { signal: look.signal });
    const { gap, ...counted } = await waiting();
    const now = performance.now();
    stalledSince = gap ? (stalledSince ?? now) : undefined;
    const stalledMs = stalledSince === undefined ? 0 : now - stalledSince;
    if (stalledMs > look.patienceMs) awaiting.onStall?.();
    const arrived = line.received > 0 || now - began > silenceMs;
    const over = line.ended !== undefined || now - began > LONGEST_MS || awaiting.hurried();
    if (over || (gap ? stalledMs > STALL_MS + 2 * look.patienceMs : arrived)) {
      const { largest, ...seen } = counted;
      return {
        kind,
        acknowledged: line.received > 0 || (await acknowledged(look, line)),
        received: line.received,
        ...seen,
        stalledMs: Math.round(stalledMs),
        ...(largest !== undefined &&
          line.received > 0 && { largest: Math.min(largest, line.received) + headers }),
        ...(line.ended && { ended: line.ended }),
      };
    }
  }
}

interface Waiting extends Pick<AnswerSeen, 'outOfOrder' | 'by'> {
  /** Segments wait for one before them. */
  gap: boolean;
  /** The largest payload that arrived. */
  largest?: number;
}

/** A way to see whether segments wait: of the connection itself where `ss` tells, else by the counter, as long as nothing came in order. */
async function waitingSegments(line: Line, { details, proc }: Awaiting): Promise<() => Promise<Waiting>> {
  const before = await outOfOrderCounter(proc);
  return async () => {
    const own = (await details.read())?.get(line.localPort);
    if (own) {
      const { gap, outOfOrder, receivedMss } = own;
      return { gap, outOfOrder, by: 'connection', largest: receivedMss };
    }
    const now = await outOfOrderCounter(proc);
    if (before === undefined || now === undefined) return { gap: false, outOfOrder: null, by: null };
    return { gap: now > before && line.received === 0, outOfOrder: now - before, by: 'counters' };
  };
}

/** Whether the peer's kernel has all that was written; null where that cannot be seen. */
async function acknowledged(look: Look, line: Line): Promise<boolean | null> {
  const row = (await look.rows())?.get(line.localPort);
  return row ? row.txQueue === 0 : null;
}
