import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Opener } from '../../opener.ts';
import type { Course } from './course.ts';
import { Ended, type HttpFacts } from './ended.ts';
import type { RequestPlan } from './plan.ts';
import { shownChain } from './shown-chain.ts';
import { startTls } from './tls.ts';
import { openTunnel } from './tunnel.ts';

/** A stream on which the request can be sent. */
export type Opened =
  | { readonly kind: 'http/1.1'; readonly stream: Duplex; readonly facts: HttpFacts }
  | { readonly kind: 'h2'; readonly stream: TLSSocket; readonly facts: HttpFacts };

/**
 * Connects, through the proxy and with TLS as the plan says. Throws Ended, or the error of the phase it is in.
 */
export async function open(
  plan: RequestPlan,
  course: Course,
  opener: Opener,
  signal: AbortSignal,
): Promise<Opened> {
  const { address, proxy, secure } = plan;
  const port = proxy?.port ?? plan.port;
  const request = { address, port, timeoutMs: course.left(), began: () => course.begin() };
  const { dial, stream: bare } = await opener(request, signal);
  if (!bare) {
    throw new Ended('connect-failed', { errno: dial.errno ?? 'ETIMEDOUT', detail: dial.outcome });
  }
  course.hold(bare);
  course.note('connect');
  let stream: Duplex = bare;
  let facts: HttpFacts = {};
  if (proxy) {
    course.enter('proxy');
    if (proxy.scheme === 'https') {
      const servername = proxy.address ? undefined : proxy.host;
      stream = await startTls(stream, course, { servername, alpn: ['http/1.1'] });
    }
    if (secure) facts = await openTunnel(stream, plan);
    course.note('proxy');
  }
  if (!secure) return { kind: 'http/1.1', stream, facts };
  course.enter('tls');
  const secured = await startTls(stream, course, plan);
  course.note('tls');
  if (plan.chain) facts = { ...facts, chain: shownChain(secured) };
  return secured.alpnProtocol === 'h2'
    ? { kind: 'h2', stream: secured, facts }
    : { kind: 'http/1.1', stream: secured, facts };
}
