import { type ClientHttp2Stream, connect, constants } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { HttpBody } from '../../../../core/world/http.ts';
import type { Field } from '../../../../wire/http/field-lines.ts';
import type { Course } from './course.ts';
import { Ended } from './ended.ts';
import { h2Ending } from './h2-ending.ts';
import type { RequestPlan } from './plan.ts';
import { BODY_PATIENCE_MS, ENOUGH_BODY } from './read-body.ts';
import { locationOf, type Reply } from './reply.ts';
import { excerptOf, safeHeaders } from './safe-text.ts';
import { USER_AGENT } from './user-agent.ts';

const LARGEST_HEAD = 64 * 1024;
/** Node's own limit is 128, which honest servers exceed. */
const MOST_HEADERS = 2000;
const MOST_INTERIM = 20;

/**
 * One request of HTTP/2 (RFC 9113) and the beginning of its answer. Throws Ended, or what the socket throws.
 */
export async function requestH2(socket: TLSSocket, plan: RequestPlan, course: Course): Promise<Reply> {
  const session = course.hold(
    connect(`https://${plan.connectAuthority}`, {
      createConnection: () => socket,
      settings: { enablePush: false, maxHeaderListSize: LARGEST_HEAD },
      maxSessionMemory: 1,
      maxHeaderListPairs: MOST_HEADERS,
      peerMaxConcurrentStreams: 1,
    }),
  );
  // Errors of the session reach the stream, too.
  session.on('error', () => {});
  course.enter('reply');
  const ending = h2Ending(session, socket);
  const stream = session.request(
    {
      ':method': plan.method,
      ':scheme': 'https',
      ':authority': plan.authority,
      ':path': plan.path,
      'user-agent': USER_AGENT,
      accept: '*/*',
    },
    { endStream: true },
  );
  const interim: number[] = [];
  stream.on('headers', ({ ':status': status }) => {
    // A storm of them must not fill our memory.
    if (interim.push(status ?? 0) > MOST_INTERIM)
      stream.destroy(new Ended('too-large', { interim, detail: 'too many interim answers' }));
  });
  const head = await headOf(stream, ending);
  course.answer();
  const seen: Reply = {
    protocol: 'h2',
    status: head.status,
    interim,
    headers: safeHeaders(head.fields),
    ...locationOf(head.fields),
  };
  if (plan.method === 'HEAD') return seen;
  const { body, pieces } = await bodyOf(stream, head.fields, course);
  stream.close(constants.NGHTTP2_CANCEL);
  const excerpt = excerptOf(pieces, head.fields);
  return { ...seen, body, ...(excerpt !== undefined && { excerpt }) };
}

interface H2Head {
  readonly status: number;
  readonly fields: readonly Field[];
}

function headOf(stream: ClientHttp2Stream, ending: (error: unknown, code: number) => Error): Promise<H2Head> {
  const { promise, resolve, reject } = Promise.withResolvers<H2Head>();
  let failure: unknown;
  stream.on('response', (_headers, _flags, raw) => {
    const pairs = Array.from({ length: raw.length / 2 }, (_, at) => ({
      name: (raw[2 * at] ?? '').toLowerCase(),
      value: raw[2 * at + 1] ?? '',
    }));
    const status = Number(pairs.find(({ name }) => name === ':status')?.value);
    resolve({ status, fields: pairs.filter(({ name }) => !name.startsWith(':')) });
  });
  stream.on('error', (error) => (failure = error));
  stream.on('close', () => reject(ending(failure, stream.rstCode ?? 0)));
  return promise;
}

function bodyOf(
  stream: ClientHttp2Stream,
  fields: readonly Field[],
  course: Course,
): Promise<{ body: HttpBody; pieces: Uint8Array[] }> {
  const { promise, resolve } = Promise.withResolvers<{ body: HttpBody; pieces: Uint8Array[] }>();
  const length = Number(fields.find(({ name }) => name === 'content-length')?.value ?? Number.NaN);
  const announced = Number.isSafeInteger(length) ? { announced: length } : {};
  const pieces: Buffer[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout;
  const finish = (end: HttpBody['end']): void => {
    clearTimeout(timer);
    resolve({ body: { bytes, end, ...announced }, pieces });
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => finish('stalled'), Math.min(BODY_PATIENCE_MS, course.left()));
  };
  wait();
  stream.on('data', (piece: Buffer) => {
    if (bytes >= ENOUGH_BODY) return;
    bytes += piece.length;
    pieces.push(piece);
    if (bytes >= ENOUGH_BODY) finish('enough');
    else wait();
  });
  // A reset also ends the stream for its reader; only the close says which it was.
  stream.on('close', () => {
    const whole = !stream.aborted && stream.rstCode === 0;
    finish(course.expired ? 'stalled' : whole ? 'complete' : 'reset');
  });
  return promise;
}
