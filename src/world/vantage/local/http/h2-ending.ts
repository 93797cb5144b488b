import type { ClientHttp2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { codeOf, Ended, Expired } from './ended.ts';
import { h2ErrorName, HTTP_1_1_REQUIRED } from './h2-error.ts';

/** The server asks for HTTP/1.1 (RFC 9113 section 7, HTTP_1_1_REQUIRED). */
export class WantsH1 extends Error {
  override readonly name = 'WantsH1';
  /** What is left of the deadline, in milliseconds. */
  readonly leftMs: number;
  constructor(leftMs = 1) {
    super('HTTP/1.1 is asked for');
    this.leftMs = leftMs;
  }
}

/**
 * Watches a session, and says of a stream that closed before it was answered why: by the stream's error and
 * code, by what the session and the socket went through.
 */
export function h2Ending(
  session: ClientHttp2Session,
  socket: TLSSocket,
): (error: unknown, streamCode: number) => Error {
  let goaway: number | undefined;
  let broken: unknown;
  let spoke = false;
  session.on('goaway', (code: number) => (goaway = code));
  session.on('remoteSettings', () => (spoke = true));
  session.on('error', (error) => (broken ??= error));
  socket.on('error', (error) => (broken = error));
  return (error, streamCode) => {
    const cause = broken ?? error;
    if (cause instanceof Expired || cause instanceof Ended) return cause;
    if (isTooLong(cause)) return new Ended('too-large', { protocol: 'h2', detail: 'the head is too large' });
    if (codeOf(cause)?.startsWith('ERR_SSL_')) return cause as Error;
    if (streamCode === HTTP_1_1_REQUIRED || goaway === HTTP_1_1_REQUIRED) return new WantsH1();
    if (goaway !== undefined && goaway !== 0) return reset(`HTTP/2 GOAWAY ${h2ErrorName(goaway)}`);
    if (codeOf(cause) === 'ERR_HTTP2_ERROR') {
      return spoke
        ? new Ended('malformed', { protocol: 'h2', detail: 'the frames break HTTP/2' })
        : new Ended('not-http', { detail: 'HTTP/2 was agreed on by ALPN, and the answer is none' });
    }
    const errno = codeOf(broken);
    if (errno === 'ECONNRESET' || errno === 'EPIPE') return new Ended('reset', { errno });
    if (codeOf(error) === 'ERR_HTTP2_STREAM_ERROR' && streamCode !== 0)
      return reset(`HTTP/2 RST_STREAM ${h2ErrorName(streamCode)}`);
    return new Ended('closed', goaway === 0 ? { detail: 'HTTP/2 GOAWAY NO_ERROR' } : {});
  };
}

// NGHTTP2_ERR_TOO_MANY_CONTINUATIONS: nghttp2 reads eight of them, 16 KiB each.
const isTooLong = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && error.errno === -905;

const reset = (detail: string): Ended => new Ended('reset', { protocol: 'h2', detail });
