import type { RequestOptions } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Exchange, exchange } from './exchange.ts';
import { keptApproach } from './kept-approach.ts';
import type { ChosenContext } from './kubeconfig/chosen-context.ts';
import { ReadProblem } from './read-problem.ts';

const DEADLINE_MS = 15_000;
/** A credential plugin may take longer than a request. */
const CREDENTIALS_MS = 25_000;
/** How long an API server that could not be reached is taken to be so still. */
const DOWN_MS = 5_000;
const MOST_WAIT_S = 3;

/** The way to one API server by one context. Each question has a deadline; `count` is called for every request sent. */
export interface Connection {
  readonly context: ChosenContext;
  /** One GET. Throws ReadProblem when no answer came, or the reason of `signal`. */
  ask(url: URL, count: () => void, signal: AbortSignal): Promise<Exchange>;
  /** What every request carries: credentials, trust and way. Throws ReadProblem, or the reason of `signal`. */
  options(signal: AbortSignal): Promise<RequestOptions>;
}

/** A connection by a context of the kubeconfig. Sends nothing before it is asked. */
export function connectionTo(
  context: ChosenContext,
  env: Readonly<Record<string, string | undefined>>,
): Connection {
  const credentials = keptApproach(context, env);
  let down: { problem: ReadProblem; at: number } | undefined;

  async function attempt(url: URL, count: () => void, signal: AbortSignal): Promise<Exchange> {
    const options = await within(CREDENTIALS_MS, signal, (limit) => credentials.current(limit));
    count();
    return within(DEADLINE_MS, signal, (limit) => exchange(url, options, limit));
  }

  async function patient(url: URL, count: () => void, signal: AbortSignal): Promise<Exchange> {
    for (let tries = 1; ; tries++) {
      const answer = await attempt(url, count, signal);
      const wait = answer.retryAfter ?? 1;
      // A token may have been revoked before it expired, or its file replaced.
      if (answer.status === 401 && tries === 1) credentials.forget();
      else if (answer.status === 429 && tries <= 2 && wait <= MOST_WAIT_S)
        await pause(wait * 1000, undefined, { signal });
      else return answer;
    }
  }

  return {
    context,
    options: (signal) => within(CREDENTIALS_MS, signal, (limit) => credentials.current(limit)),
    async ask(url, count, signal) {
      signal.throwIfAborted();
      if (down && performance.now() - down.at < DOWN_MS) throw down.problem;
      try {
        const answer = await patient(url, count, signal);
        down = undefined;
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ReadProblem && ['unreachable', 'timeout'].includes(error.reason))
          down = { problem: error, at: performance.now() };
        throw error;
      }
    },
  };
}

async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(ms);
  try {
    return await work(AbortSignal.any([signal, deadline]));
  } catch (error) {
    if (signal.aborted || !deadline.aborted) throw error;
    throw new ReadProblem('timeout', `the API server does not answer within ${ms / 1000} s`);
  }
}
