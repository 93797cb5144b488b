import { type Check, pass } from '../../../core/check.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import { claim, warn } from './claim.ts';
import { gatewayAnswer } from './gateway-answer.ts';
import { bodyQuote, whoAnswered } from './quotes.ts';
import type { Scene } from './scene.ts';
import { statusAdvice } from './status-advice.ts';
import { saysItWantsTls } from './wants-tls.ts';
import { outcomeLine, phases, protocolName } from './wording.ts';

/** What a status asks of its reader, where it is not plain from the number. */
const MEANING: Readonly<Record<number, string>> = {
  400: 'it does not understand the request',
  401: 'it wants credentials, and none were sent',
  403: 'it forbids this request',
  404: 'it has nothing at this path',
  405: 'it does not allow this method here',
  407: 'the proxy wants credentials, and none were sent',
  421: 'it does not serve this host on this connection',
  426: 'it wants another protocol, e.g. WebSocket',
  429: 'too many requests from this client',
  500: 'it failed inside',
  503: 'it is unavailable for now, by its own word',
  511: 'a network on the way wants a log-in',
};

/** Judges an exchange that brought an answer of HTTP. */
export function judgeAnswered(exchange: HttpExchange, scene: Scene): Check {
  const { status = 0 } = exchange;
  const { test, chain, pathRemains } = scene;
  const evidence = [outcomeLine(exchange), phases(exchange), ...chain];
  const who = whoAnswered(exchange);
  if (status < 400)
    return pass('app', { test, summary: wellSummary(exchange, chain), evidence, untrusted: who });
  if (saysItWantsTls(exchange)) {
    const said = {
      test,
      summary: 'the port wants TLS, and the request came as plain HTTP',
      evidence,
      untrusted: bodyQuote(exchange),
      fix: 'Use https:// for this port.',
    };
    return claim('app.wrong-protocol', said, pathRemains);
  }
  const gateway = gatewayAnswer(exchange);
  if (gateway) {
    const { by, why } = gateway;
    const said = {
      test,
      summary: `${by ? `${by.product} (known by ${by.knownBy})` : 'a gateway'} answers ${status}: ${why}`,
      evidence,
      untrusted: [...who, ...bodyQuote(exchange)],
      fix: `Walk the next leg: layerwalk diagnose BACKEND:PORT from where ${by ? by.product : 'the gateway'} runs, and read its error log.`,
    };
    return claim('app.bad-gateway', said, pathRemains);
  }
  const meaning = MEANING[status];
  return warn('app.status', {
    test,
    summary: `the server answers ${status}${meaning === undefined ? '' : `: ${meaning}`}; it was reached`,
    evidence,
    untrusted: [...who, ...bodyQuote(exchange)],
    fix: statusAdvice(exchange),
  });
}

function wellSummary(exchange: HttpExchange, chain: readonly string[]): string {
  const after = chain.length === 0 ? '' : ` after ${chain.length} redirect${chain.length === 1 ? '' : 's'}`;
  return `answers ${exchange.status ?? ''} over ${protocolName(exchange)}${after}`;
}
