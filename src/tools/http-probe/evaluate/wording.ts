import type { HttpExchange } from '../../../core/world/http.ts';

const PROTOCOL = { 'http/1.0': 'HTTP/1.0', 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2' } as const;

/** "HTTP/2", for sentences. */
export const protocolName = ({ protocol }: HttpExchange): string =>
  protocol === undefined ? 'HTTP' : PROTOCOL[protocol];

/** The value of a header, the first where it is repeated. Foreign text. */
export const headerOf = ({ headers }: HttpExchange, name: string): string | undefined =>
  headers.find((header) => header.name === name)?.value;

/** "connect 1 ms, TLS 3 ms, first byte 20 ms". */
export function phases({ timings }: HttpExchange): string {
  const { connect, proxy, tls, firstByte, total } = timings;
  const parts = [
    ['connect', connect],
    ['proxy', proxy],
    ['TLS', tls],
    ['first byte', firstByte],
    ['total', total],
  ] as const;
  return parts.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${milliseconds(ms)}`])).join(', ');
}

/** A duration in milliseconds: two digits are enough for a small one. */
export const milliseconds = (ms: number): string =>
  `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;

/** Where an exchange went: "10.0.0.7", "10.0.0.7 (proxy)". */
export const whereTo = ({ address, proxy }: HttpExchange): string =>
  proxy === undefined ? address : `${address} (proxy)`;

/** One exchange in a line: what came of it. */
export function outcomeLine(exchange: HttpExchange): string {
  const { outcome, status, proxyStatus, errno, headBytes } = exchange;
  const at = whereTo(exchange);
  if (outcome === 'response') return `${at}: ${status ?? ''} over ${protocolName(exchange)}`;
  if (outcome === 'proxy-refused') return `${at}: ${proxyStatus ?? ''} to CONNECT`;
  const inside = headBytes === undefined ? undefined : INSIDE[outcome];
  return `${at}: ${inside ?? OUTCOME[outcome]}${errno === undefined ? '' : ` (${errno})`}`;
}

/** The same where a part of the answer's head had come. */
const INSIDE: Partial<Record<HttpExchange['outcome'], string>> = {
  closed: 'request sent, connection closed inside the head of the answer',
  reset: 'request sent, connection reset inside the head of the answer',
};

const OUTCOME: Readonly<Record<HttpExchange['outcome'], string>> = {
  response: 'answered',
  'connect-failed': 'no connection',
  'proxy-refused': 'the proxy refused',
  'proxy-silent': 'the proxy accepted the connection and did not answer',
  'proxy-failed': 'the proxy broke off',
  'tls-failed': 'the TLS handshake failed',
  'no-reply': 'request sent, nothing came back',
  incomplete: 'an answer began and was not complete in time',
  closed: 'request sent, connection closed without an answer',
  reset: 'request sent, connection reset without an answer',
  'not-http': 'the answer is no HTTP',
  malformed: 'the answer breaks the rules of HTTP',
  'too-large': 'the head of the answer is larger than we read',
  'not-allowed': 'not asked: the address policy refuses it',
  error: 'failed',
};
