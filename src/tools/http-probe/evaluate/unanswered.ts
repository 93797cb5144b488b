import { type Check, skipped, unknown } from '../../../core/check.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import { claim } from './claim.ts';
import { bodyQuote } from './quotes.ts';
import type { Scene } from './scene.ts';
import { serverRefuses } from './server-refuses.ts';
import { silence } from './silence.ts';
import { outcomeLine, phases } from './wording.ts';

/**
 * Judges an exchange that ended before an answer of HTTP was complete. What belongs to TCP or TLS is left to
 * their tools.
 */
export function judgeUnanswered(exchange: HttpExchange, scene: Scene): Check {
  const { test, chain, pathRemains } = scene;
  const evidence = [outcomeLine(exchange), phases(exchange), ...detail(exchange), ...chain];
  const said = { test, evidence, untrusted: bodyQuote(exchange) };
  switch (exchange.outcome) {
    case 'connect-failed':
      return blocked('tcp', 'no connection comes about', 'tcp_probe', said, chain);
    case 'tls-failed':
      return blocked('tls', 'the TLS handshake fails', 'tls_inspect', said, chain);
    case 'not-http': {
      const { refusal, looksLike } = exchange;
      if (refusal) return serverRefuses(refusal, test, pathRemains);
      const summary = `the answer is no HTTP${looksLike === undefined ? '' : `: it looks like ${LOOKS[looksLike] ?? looksLike}`}`;
      return claim('app.wrong-protocol', { ...said, summary, ...fixFor(looksLike) }, pathRemains);
    }
    case 'malformed':
      return claim(
        'app.wrong-protocol',
        { ...said, summary: 'the answer breaks the rules of HTTP' },
        pathRemains,
      );
    case 'no-reply':
    case 'closed':
    case 'reset':
      return judgeSilence(exchange, scene, evidence);
    case 'incomplete':
    case 'too-large':
      return unknown('app', {
        ...said,
        summary: `${exchange.outcome === 'incomplete' ? 'an answer began and was not complete in time' : 'the head of the answer is larger than we read'}: not judged`,
        fix: 'Ask with a client that waits longer and reads more: curl -v --max-time 60. An answer that always stops at the same size suggests path_mtu.',
      });
    case 'proxy-refused':
    case 'proxy-silent':
    case 'proxy-failed':
      return unknown('app', {
        ...said,
        summary: 'the proxy does not get the redirected request through',
        fix: 'Ask http_probe for the URL that the redirect leads to.',
      });
    default:
      return unknown('app', {
        ...said,
        summary: 'the request could not be made',
        fix:
          exchange.rule === undefined
            ? 'Ask again; if it lasts, ask with curl -v.'
            : `Refused by rule: ${exchange.rule}.`,
      });
  }
}

function judgeSilence(
  exchange: HttpExchange,
  { test, pathRemains, overTls }: Scene,
  evidence: string[],
): Check {
  // Only an answer of HTTP over TLS proves it: a handshake alone may be a proxy's.
  if (overTls?.outcome === 'response') {
    const said = {
      test,
      summary: 'the port speaks TLS: plain HTTP gets no answer, https does',
      evidence: [...evidence, `over TLS: ${outcomeLine(overTls)}`],
      fix: 'Use https:// for this port.',
    };
    return claim('app.wrong-protocol', said, pathRemains);
  }
  const untrusted = bodyQuote(exchange);
  return claim('app.no-reply', { test, evidence, untrusted, ...silence(exchange) }, pathRemains);
}

function blocked(
  layer: 'tcp' | 'tls',
  what: string,
  tool: string,
  said: { test: string; evidence: string[] },
  chain: readonly string[],
): Check {
  if (chain.length === 0)
    return skipped('app', { ...said, summary: `${what}: ask ${tool}`, blockedBy: layer });
  // Where a redirect leads is another target: its layers were not walked.
  return unknown('app', {
    ...said,
    summary: `the redirect leads to a server where ${what}`,
    fix: `Diagnose where the redirect leads; ${tool} names the cause.`,
  });
}

const LOOKS: Readonly<Record<string, string>> = {
  tls: 'TLS',
  http: 'a page without an HTTP head',
  http2: 'HTTP/2 without TLS (gRPC)',
  mysql: 'MySQL',
  postgres: 'PostgreSQL',
  redis: 'Redis',
};

const fixFor = (looksLike: string | undefined): { fix?: string } => {
  if (looksLike === 'tls') return { fix: 'Use https:// for this port.' };
  if (looksLike === 'http2')
    return { fix: 'This port wants HTTP/2 from the first byte: use a gRPC client, or its HTTP port.' };
  return {};
};

const detail = ({ detail: text }: HttpExchange): string[] => (text === undefined ? [] : [text]);
