import * as z from 'zod';
import type { Segment } from '../../../../core/world/mtu.ts';
import type { Run } from '../../local/path/attempt.ts';
import { type RoundRequest, segmentProgram } from './segment-program.ts';

const size = z.int().min(0).max(65_535);
const ms = z.number().min(0).max(1e6);

/** What the program tells of one connection; `mss` is without the options in each segment. */
export const RoundLine = z.object({
  size,
  outcome: z.enum(['failed', 'open', 'acknowledged', 'stuck', 'waiting', 'window', 'ended']),
  ms,
  connect: ms.optional(),
  errno: z
    .string()
    .regex(/^E[A-Z0-9]{1,20}$/)
    .optional(),
  local: z.literal(true).optional(),
  mss: size.optional(),
  advertised: size.optional(),
  timestamps: z.boolean().optional(),
  headers: size.optional(),
  start_pmtu: size.optional(),
  pmtu: size.optional(),
  now_mss: size.optional(),
  resent: z.int().min(0).optional(),
  rtt: ms.optional(),
});
export type RoundLine = z.infer<typeof RoundLine>;

const Answer = z.object({
  greeting: z.string().regex(/^[0-9a-f]{0,1024}$/),
  lines: z.array(RoundLine).max(64),
});
export type RoundAnswer = z.infer<typeof Answer>;

/** Sends a round by python3; undefined where that is missing or its words are none of ours. Rejects as `run` does. */
export async function sendRound(
  request: RoundRequest,
  run: Run,
  signal: AbortSignal,
): Promise<RoundAnswer | undefined> {
  const { connectMs, listenMs, waitMs } = request;
  const timeoutMs = connectMs + listenMs + waitMs + STARTING_MS;
  const result = await run({ ...segmentProgram(request), timeoutMs }, signal);
  if (result.outcome !== 'exited' || result.exit !== 0) return undefined;
  try {
    return Answer.parse(JSON.parse(result.stdout));
  } catch {
    return undefined;
  }
}

/** What starting the program may take. */
const STARTING_MS = 1_500;

/** A line as a segment; undefined where none was sent. A size that the kernel had learned of meanwhile cuts it. */
export function segmentOf(line: RoundLine, round: number): Segment | undefined {
  const { outcome, pmtu, now_mss, timestamps, headers = 0 } = line;
  if (outcome === 'failed' || outcome === 'open') return undefined;
  const bare = headers - (timestamps === true ? OPTION : 0);
  const limit = Math.min(pmtu ?? line.size, now_mss === undefined ? line.size : now_mss + headers);
  return {
    size: line.size,
    round,
    outcome,
    ms: Math.round(line.ms * 10) / 10,
    resent: (line.resent ?? 0) > 0,
    ...(limit < line.size && limit > bare && { cut: limit }),
  };
}

/** Bytes of the timestamp option with its padding (RFC 7323). */
export const OPTION = 12;
