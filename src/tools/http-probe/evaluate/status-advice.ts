import type { HttpExchange } from '../../../core/world/http.ts';
import { answerDate } from './answer-date.ts';
import { headerOf } from './wording.ts';

/** What to do about a status that the server itself answers (RFC 9110 section 15.5, RFC 6585). */
export function statusAdvice(exchange: HttpExchange): string {
  const { status = 0 } = exchange;
  const known = ADVICE[status];
  if (known !== undefined) return `${known}${status === 429 ? pauseOf(exchange) : ''}`;
  return status >= 500
    ? `Not the network: have its owner look into its log ${timeOf(exchange)}.`
    : `Not the network: correct the request; the server’s log ${timeOf(exchange)} says what it objects to.`;
}

const CREDENTIALS =
  'Send the client’s own credentials: Layerwalk sends none. If it happens with them, too, they or their rights are the matter, not the network.';

const ADVICE: Readonly<Record<number, string>> = {
  401: CREDENTIALS,
  403: `${CREDENTIALS} A rule on addresses or hosts (a web application firewall, an allow-list) answers 403 as well.`,
  404: 'Check the path and the host name: servers choose the site by the Host header, so ask by the name that clients use and not by the address.',
  405: 'Ask with the method that the client uses.',
  407: 'Give the client credentials for this proxy, or let it reach the host without one.',
  410: 'Ask its owner where it went: it was taken away on purpose.',
  421: 'Ask by a name that this server has; behind a shared certificate, open a connection of its own for the name.',
  426: 'Ask with a client of the protocol that it wants.',
  429: 'Ask less often, or have the limit for this client raised.',
  451: 'Ask its owner: it is withheld on legal grounds.',
  511: 'Log in to the network that this machine is in, e.g. at its portal.',
};

/** Retry-After in seconds (RFC 9110 section 10.2.3). */
function pauseOf(exchange: HttpExchange): string {
  const seconds = /^[0-9]{1,6}$/.exec(headerOf(exchange, 'retry-after') ?? '')?.[0];
  return seconds === undefined ? '' : ` It says when: after ${Number(seconds)} s.`;
}

function timeOf(exchange: HttpExchange): string {
  const date = answerDate(exchange);
  return date === undefined ? 'at the time of this request' : `at ${date}, by its own clock`;
}
