import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createGunzip } from 'node:zlib';
import { ReadProblem } from './read-problem.ts';

/** One answer of an API server. */
export interface Exchange {
  readonly status: number;
  readonly retryAfter: number | undefined;
  readonly body: Buffer;
}

/** A page of 500 large pods is about 10 MB; what is beyond this is not read. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * One GET, its answer read to the end. Redirects are not followed. Throws ReadProblem ('unreachable', 'unreadable'), or the
 * reason of `signal`.
 */
export async function exchange(url: URL, options: RequestOptions, signal: AbortSignal): Promise<Exchange> {
  // A connection that the server closed while it was idle says nothing: a fresh one is tried.
  for (let tries = 1; ; tries++) {
    const outcome = await once(url, options, signal);
    if (!(outcome instanceof Stale)) return outcome;
    if (tries === 3) throw outcome.problem;
  }
}

class Stale {
  readonly problem: ReadProblem;
  constructor(problem: ReadProblem) {
    this.problem = problem;
  }
}

function once(url: URL, options: RequestOptions, signal: AbortSignal): Promise<Exchange | Stale> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchange | Stale>();
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const headers = { ...(options.headers as object), Accept: 'application/json', 'Accept-Encoding': 'gzip' };
  const request = send(url, { ...options, headers, method: 'GET', signal });
  request.once('response', (response) => {
    readBody(response).then(
      (body) => resolve({ status: response.statusCode ?? 0, retryAfter: seconds(response), body }),
      (error: unknown) => {
        request.destroy();
        reject(signal.aborted ? signal.reason : problemOf(error));
      },
    );
  });
  request.on('error', (error) => {
    if (signal.aborted) reject(signal.reason as Error);
    else if (request.reusedSocket && 'code' in error && error.code === 'ECONNRESET')
      resolve(new Stale(problemOf(error)));
    else reject(problemOf(error));
  });
  request.end();
  return promise;
}

/** The body of an answer. Throws ReadProblem, or what the stream throws. */
export async function readBody(response: IncomingMessage): Promise<Buffer> {
  const zipped = response.headers['content-encoding'] === 'gzip';
  const stream = zipped ? response.pipe(createGunzip()) : response;
  response.on('error', (error) => stream.destroy(error));
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new ReadProblem('unreadable', 'the answer is larger than 64 MiB');
    parts.push(part);
  }
  if (!response.complete) throw new ReadProblem('unreachable', 'the connection broke during the answer');
  return Buffer.concat(parts);
}

function seconds(response: IncomingMessage): number | undefined {
  const text = response.headers['retry-after'];
  return text !== undefined && /^[0-9]{1,5}$/.test(text) ? Number(text) : undefined;
}

/** What an error of Node's HTTP client means. */
export function problemOf(error: unknown): ReadProblem {
  if (error instanceof ReadProblem) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const shown = /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : '';
  const said = error instanceof Error ? error.message : undefined;
  if (/^(?:Z_|HPE_)/.test(code))
    return new ReadProblem('unreadable', `the answer is not HTTP as it should be${shown}`, { said });
  const tls = /CERT|SELF_SIGNED|UNABLE_TO|^ERR_(?:TLS|SSL)/.test(code);
  const what = tls ? 'TLS with the API server fails' : 'the API server cannot be reached';
  return new ReadProblem('unreachable', `${what}${shown}`, { said });
}
