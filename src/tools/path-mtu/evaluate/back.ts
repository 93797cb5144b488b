import type { AnswerSeen, PathMtu } from '../../../core/world/mtu.ts';

/** What the answer to a question says of the way back. */
export type Back =
  /** Bytes came in order; `largest`: the largest packet among them, where the kernel tells. */
  | { kind: 'arrives'; largest: number | undefined; received: number }
  /** Segments wait for one that never comes, on each connection. */
  | { kind: 'hole'; answers: readonly AnswerSeen[] }
  /** The same, but once only, or seen only by counters that others share. */
  | { kind: 'doubtful' }
  /** The question was acknowledged and nothing came back. */
  | { kind: 'silent' }
  | { kind: 'unseen' };

/** Longer than two retransmissions of what is missing. */
const STALLED_MS = 600;
const AGREEING = 2;

/** Reads the answers of one path. `shared`: another path was measured at the same time, which the counters count too. */
export function readBack({ answers }: Pick<PathMtu, 'answers'>, shared: boolean): Back {
  const stalled = answers.filter(
    ({ stalledMs, outOfOrder }) => stalledMs >= STALLED_MS && (outOfOrder ?? 0) > 0,
  );
  if (stalled.length > 0) {
    const sure = stalled.every(({ by }) => by === 'connection' || (by === 'counters' && !shared));
    return sure && stalled.length === answers.length && stalled.length >= AGREEING
      ? { kind: 'hole', answers: stalled }
      : { kind: 'doubtful' };
  }
  const [came] = answers.toSorted((a, b) => b.received - a.received);
  if (!came) return { kind: 'unseen' };
  if (came.received > 0) return { kind: 'arrives', largest: came.largest, received: came.received };
  return came.acknowledged === true && came.ended === undefined ? { kind: 'silent' } : { kind: 'unseen' };
}
