import {
  headLength,
  parseResponseHead,
  type ResponseHead,
  startsAsHttp,
} from '../../../../wire/http/response-head.ts';
import { protocolGuess } from '../../../../wire/protocol-guess.ts';
import { serverRefusal } from '../../../../wire/server-refusal.ts';
import type { ByteSource } from './byte-source.ts';
import { Ended, type HttpFacts } from './ended.ts';
import { excerptOf, headExcerptOf } from './safe-text.ts';

/** Curl and browsers take 100 KiB and more, most servers and proxies far less. */
const LARGEST_HEAD = 64 * 1024;
const MOST_INTERIM = 20;
/** How long the rest of an answer that is no HTTP is waited for. */
const GATHER_MS = 200;

export interface ReadHead {
  readonly head: ResponseHead;
  readonly interim: readonly number[];
  /** What came behind the head. */
  readonly rest: Uint8Array;
}

/**
 * Reads the head of the final answer, passing over interim ones (RFC 9110 section 15.2). All heads together
 * have at most 64 KiB. Throws Ended when what comes is no such thing, and what the source throws. `onBytes` is
 * called with what there is of the head after every piece.
 */
export async function readHead(source: ByteSource, onBytes: (head: Uint8Array) => void): Promise<ReadHead> {
  const buffer = Buffer.allocUnsafe(LARGEST_HEAD);
  const interim: number[] = [];
  let start = 0;
  let end = 0;
  let searched = 0;
  for (;;) {
    const piece = await source.read();
    if (!piece)
      throw new Ended('closed', { interim, ...(end > start && { detail: 'closed inside the head' }) });
    const taken = piece.copy(buffer, end);
    end += taken;
    onBytes(buffer.subarray(start, end));
    for (;;) {
      const bytes = buffer.subarray(start, end);
      if (!startsAsHttp(bytes)) throw new Ended('not-http', { interim, ...(await foreign(source, bytes)) });
      const length = headLength(bytes, searched);
      if (length === undefined) {
        searched = bytes.length;
        break;
      }
      const head = parseResponseHead(bytes.subarray(0, length));
      if (typeof head === 'string') throw malformed(head, interim, bytes);
      start += length;
      searched = 0;
      if (head.status >= 200) {
        const rest = Buffer.concat([buffer.subarray(start, end), piece.subarray(taken)]);
        return { head, interim, rest };
      }
      if (head.status === 101) throw malformed('the answer switches protocols, unasked', interim, bytes);
      interim.push(head.status);
      onBytes(buffer.subarray(start, end));
      if (interim.length > MOST_INTERIM)
        throw new Ended('too-large', { interim, detail: 'too many interim answers' });
    }
    if (taken < piece.length || end === buffer.length) {
      const excerpt = excerptOf([buffer.subarray(0, 64)]);
      throw new Ended('too-large', {
        interim,
        detail: 'the head exceeds 64 KiB',
        ...(excerpt !== undefined && { excerpt }),
      });
    }
  }
}

function malformed(detail: string, interim: number[], bytes: Uint8Array): Ended {
  const excerpt = headExcerptOf(bytes);
  return new Ended('malformed', { interim, detail, ...(excerpt !== undefined && { excerpt }) });
}

/**
 * What an answer that is no HTTP looks like. A little more of it is waited for, since pieces come as they like.
 */
async function foreign(source: ByteSource, first: Uint8Array): Promise<HttpFacts> {
  const pieces: Uint8Array[] = [Uint8Array.from(first)];
  let size = first.length;
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), GATHER_MS);
  while (size < 512) {
    const more = await Promise.race([source.read().catch(() => undefined), late]);
    if (!more) break;
    pieces.push(more);
    size += more.length;
  }
  clearTimeout(timer);
  const bytes = Buffer.concat(pieces);
  const looksLike = protocolGuess(bytes);
  const refusal = serverRefusal(bytes);
  const excerpt = excerptOf([bytes]);
  return {
    ...(looksLike !== undefined && { looksLike }),
    ...(refusal && { refusal }),
    ...(excerpt !== undefined && { excerpt }),
  };
}
