import type { HttpBody } from '../../../../core/world/http.ts';
import { bodyDecoder } from '../../../../wire/http/body-decoder.ts';
import type { BodyFraming } from '../../../../wire/http/body-framing.ts';
import type { ByteSource } from './byte-source.ts';
import type { Course } from './course.ts';
import { Expired } from './ended.ts';

/** What is read of a body: enough that full-size segments must have come through. */
export const ENOUGH_BODY = 16 * 1024;
/** How long the next piece is waited for: a stream of events may never end. */
export const BODY_PATIENCE_MS = 2000;

export interface ReadBody {
  readonly body: HttpBody;
  readonly pieces: readonly Uint8Array[];
}

/** Reads the beginning of a body. Never throws: how it ended is in the answer. */
export async function readBody(
  source: ByteSource,
  framing: BodyFraming,
  rest: Uint8Array,
  course: Course,
): Promise<ReadBody> {
  const announced = framing.kind === 'length' ? { announced: framing.length } : {};
  const decoder = bodyDecoder(framing);
  const pieces = decoder.push(rest);
  const size = (): number => pieces.reduce((sum, piece) => sum + piece.length, 0);
  const ended = (end: HttpBody['end']): ReadBody => ({ body: { bytes: size(), end, ...announced }, pieces });
  // Framing costs bytes too: chunks of one byte must not make us read for ever.
  let taken = rest.length;
  for (;;) {
    if (decoder.wrong !== undefined) return ended('malformed');
    if (decoder.done) return ended('complete');
    if (taken >= ENOUGH_BODY) return ended('enough');
    const piece = await nextPiece(source, Math.min(BODY_PATIENCE_MS, course.left()));
    if (typeof piece === 'string')
      return ended(piece === 'cut' && framing.kind === 'close' ? 'complete' : piece);
    taken += piece.length;
    pieces.push(...decoder.push(piece));
  }
}

async function nextPiece(
  source: ByteSource,
  patienceMs: number,
): Promise<Buffer | 'stalled' | 'cut' | 'reset'> {
  const { promise: late, resolve } = Promise.withResolvers<'stalled'>();
  const timer = setTimeout(() => resolve('stalled'), patienceMs);
  try {
    return (await Promise.race([source.read(), late])) ?? 'cut';
  } catch (error) {
    return error instanceof Expired ? 'stalled' : 'reset';
  } finally {
    clearTimeout(timer);
  }
}
