import { CannotObserve } from '../../../../core/cannot-observe.ts';
import { formatProxyAddress } from '../../../../core/proxy-address.ts';
import { redactUrl } from '../../../../core/redact.ts';
import type { HttpReply } from '../../../../core/world/http.ts';
import type { Opener } from '../../opener.ts';
import { Course } from './course.ts';
import { codeOf, Ended, Expired, type HttpFacts } from './ended.ts';
import { requestH1 } from './h1.ts';
import { requestH2 } from './h2.ts';
import { WantsH1 } from './h2-ending.ts';
import { open } from './open.ts';
import type { RequestPlan } from './plan.ts';

/** Ends that may come in the middle of a head. */
const UNFINISHED: readonly HttpReply['outcome'][] = ['incomplete', 'closed', 'reset'];

/** One request over one new connection. Rejects with the signal's reason, WantsH1 or CannotObserve only. */
export async function exchange(
  plan: RequestPlan,
  timeoutMs: number,
  opener: Opener,
  signal: AbortSignal,
): Promise<HttpReply> {
  const course = new Course(timeoutMs, signal);
  let facts: HttpFacts = {};
  const made = (outcome: HttpReply['outcome'], more: HttpFacts): HttpReply => ({
    url: redactUrl(plan.url),
    method: plan.method,
    address: plan.address,
    ...(plan.proxy && { proxy: formatProxyAddress(plan.proxy) }),
    outcome,
    interim: [],
    headers: [],
    connections: 1,
    ...facts,
    ...more,
    timings: course.timings(),
  });
  try {
    const opened = await open(plan, course, opener, signal);
    facts = opened.facts;
    const reply =
      opened.kind === 'h2'
        ? await requestH2(opened.stream, plan, course)
        : await requestH1(opened.stream, plan, course);
    signal.throwIfAborted();
    return made('response', reply);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WantsH1) throw new WantsH1(Math.max(1, course.left()));
    if (error instanceof CannotObserve) throw error;
    const ended = error instanceof Ended ? error : endedBy(error, course);
    const unfinished = UNFINISHED.includes(ended.outcome) ? course.begun() : {};
    return made(ended.outcome, { ...unfinished, ...ended.facts });
  } finally {
    course.end();
  }
}

/** What an error means in the phase it came in. */
function endedBy(error: unknown, { phase, answered }: Course): Ended {
  const code = codeOf(error);
  const named = code === undefined ? {} : { errno: code };
  const expired = error instanceof Expired;
  if (phase === 'connect') return new Ended('connect-failed', { errno: code ?? 'ETIMEDOUT' });
  if (phase === 'proxy') return expired ? new Ended('proxy-silent') : new Ended('proxy-failed', named);
  if (phase === 'tls') return new Ended('tls-failed', { detail: expired ? 'timeout' : (code ?? 'closed') });
  if (expired) return new Ended(answered ? 'incomplete' : 'no-reply');
  // Under TLS 1.3 a refused client certificate shows only now (RFC 8446 section 4.4.2.4).
  if (code?.startsWith('ERR_SSL_')) return new Ended('tls-failed', { detail: code });
  return code === 'ECONNRESET' || code === 'EPIPE' ? new Ended('reset', named) : new Ended('error', named);
}
