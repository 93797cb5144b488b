import type { Duplex } from 'node:stream';
import { encodeRequestHead } from '../../../../wire/http/request-head.ts';
import { ByteSource } from './byte-source.ts';
import { Ended, type HttpFacts } from './ended.ts';
import type { RequestPlan } from './plan.ts';
import { readHead } from './read-head.ts';
import { safeHeaders } from './safe-text.ts';
import { USER_AGENT } from './user-agent.ts';

/**
 * Asks a proxy for a tunnel to the target (CONNECT, RFC 9110 section 9.3.6); afterwards the stream is the
 * target's. No credentials are sent. Throws Ended with `proxy-refused` and what it said, or `proxy-failed` when
 * that is no answer of HTTP.
 */
export async function openTunnel(stream: Duplex, plan: RequestPlan): Promise<HttpFacts> {
  const { connectAuthority } = plan;
  const fields = [
    ['Host', connectAuthority],
    ['User-Agent', USER_AGENT],
  ] as const;
  const source = new ByteSource(stream);
  stream.write(encodeRequestHead({ method: 'CONNECT', target: connectAuthority, fields }));
  const { head, rest } = await readHead(source, () => {}).catch((error: unknown) => {
    if (!(error instanceof Ended)) throw error;
    throw new Ended('proxy-failed', { ...error.facts, detail: error.facts.detail ?? error.outcome });
  });
  source.release();
  const facts = { proxyStatus: head.status };
  if (head.status >= 300) {
    throw new Ended('proxy-refused', { ...facts, headers: safeHeaders(head.fields), reason: head.reason });
  }
  // The client speaks first in TLS: what is here already came from something else.
  if (rest.length > 0) throw new Ended('tls-failed', { ...facts, detail: 'bytes before the TLS hello' });
  return facts;
}
