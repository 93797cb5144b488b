import type { AnswerSeen, PathMtu, TcpSizes } from '../../../core/world/mtu.ts';

/** What the answer to a question says of the way back. */
export type Back =
  /** Bytes came in order; `largest`: the largest packet among them, where the kernel tells. */
  | { kind: 'arrives'; largest: number | undefined; received: number }
  /** Segments wait for one that never comes, on each connection. */
  | { kind: 'hole'; answers: readonly AnswerSeen[] }
  /** The same, but not for long, once only, or seen only by counters that others share. */
  | { kind: 'stalls' }
  /** The question was acknowledged and nothing came back; `shortComes`: to one with a short answer it did. */
  | { kind: 'silent'; shortComes: boolean }
  | { kind: 'unseen' };

/** Longer than two retransmissions of what is missing. */
const STALLED_MS = 600;
const AGREEING = 2;

/** Reads the answers of one path. `shared`: another path was measured at the same time, which the counters count too. */
export function readBack({ answers }: Pick<PathMtu, 'answers'>, shared: boolean): Back {
  const stalled = answers.filter(({ stalledMs, outOfOrder }) => stalledMs > 0 && (outOfOrder ?? 0) > 0);
  if (stalled.length > 0) {
    const sure = stalled.every(
      ({ by, stalledMs }) =>
        stalledMs >= STALLED_MS && (by === 'connection' || (by === 'counters' && !shared)),
    );
    return sure && stalled.length === answers.length && stalled.length >= AGREEING
      ? { kind: 'hole', answers: stalled }
      : { kind: 'stalls' };
  }
  const [asked, short] = answers;
  if (!asked) return { kind: 'unseen' };
  if (asked.received > 0) return { kind: 'arrives', largest: asked.largest, received: asked.received };
  return asked.acknowledged === true && asked.ended === undefined
    ? { kind: 'silent', shortComes: (short?.received ?? 0) > 0 }
    : { kind: 'unseen' };
}

/** Whether packets of a size are known to arrive. */
export const bringsBack = (back: Back, size: number): boolean =>
  back.kind === 'arrives' && (back.largest ?? 0) >= size;

/** IP and TCP headers without options (RFC 791, RFC 8200, RFC 9293). */
const HEADERS = { 4: 40, 6: 60 } as const;

/** Whether packets came as large as the MSS that this host advertises lets them be: TCP brings none that are larger. */
export const fillsMss = (back: Back, tcp: TcpSizes | undefined, family: 4 | 6): boolean =>
  back.kind === 'arrives' &&
  tcp?.mss !== undefined &&
  (back.largest ?? 0) >= tcp.mss.advertised + HEADERS[family];
