import * as z from 'zod';
import { AddressText, Word } from '../plain-text.ts';
import type { Certificate } from './certificate.ts';
import { ServerRefusal } from './server-refusal.ts';

/** One HTTP request without a body. */
export interface HttpRequest {
  /**
   * http or https URL without user information; its host goes into Host and SNI. The certificate is not judged.
   */
  url: string;
  method: 'GET' | 'HEAD';
  /** Connect to this address: the URL's host's, or the proxy's. */
  address: string;
  /**
   * Through this proxy (`http://host:port` or `https://…`): CONNECT for https, absolute-form for http (RFC 9112
   * section 3.2).
   */
  proxy?: string;
  /** Give the certificates that the URL's host shows, too. */
  chain?: boolean;
  /** For everything from the first SYN to the last byte read. */
  timeoutMs: number;
}

/** How long each phase took, in milliseconds. Phases follow each other; they are not cumulative. */
export const HttpTimings = z.object({
  /** TCP connection, to the proxy where there is one. */
  connect: z.number().optional(),
  /** TLS to the proxy, and CONNECT. */
  proxy: z.number().optional(),
  tls: z.number().optional(),
  /** From the request sent to the first byte of the answer. */
  firstByte: z.number().optional(),
  total: z.number(),
});
export type HttpTimings = z.infer<typeof HttpTimings>;

/** How much of the body was read (16 KiB at most, decoded from chunks), and why reading ended. */
export const HttpBody = z.object({
  bytes: z.int(),
  end: z.enum([
    'complete',
    'enough', // there is more, and we did not want it
    'stalled', // nothing more came while we waited
    'cut', // closed before its announced end (RFC 9112 section 8)
    'reset',
    'malformed',
  ]),
  /** Content-Length, where the server sent one. */
  announced: z.int().optional(),
});
export type HttpBody = z.infer<typeof HttpBody>;

export const HttpOutcome = z.enum([
  'response',
  'connect-failed', // errno says how; ETIMEDOUT when nothing came back
  'proxy-refused', // the proxy answered CONNECT with something else than 2xx
  'proxy-silent', // connected to the proxy, and it did not answer in the deadline
  'proxy-failed', // the proxy closed, reset, or answered with something that is no HTTP
  'tls-failed',
  'no-reply', // request sent, nothing in the deadline
  'incomplete', // an answer began and its head was not complete in the deadline
  'closed', // request sent, connection closed before the head was complete: `headBytes` says how much came
  'reset', // the same, by a reset of the connection or of the HTTP/2 stream
  'not-http', // an answer that is no HTTP
  'malformed', // HTTP that breaks its own rules
  'too-large', // more head than we read
  'not-allowed', // the address policy refused; nothing was sent
  'error',
]);
export type HttpOutcome = z.infer<typeof HttpOutcome>;

/** A request and its answer; the outcome names the phase in which it ended. */
export const HttpExchange = z.object({
  /** Secrets redacted. */
  url: z.string(),
  method: z.string(),
  address: AddressText,
  /** The proxy it went through. */
  proxy: z.string().optional(),
  outcome: HttpOutcome,
  errno: Word.optional(),
  /** What was wrong, in our words or an OpenSSL or HTTP/2 error name. */
  detail: z.string().optional(),
  /** The rule, when not allowed. */
  rule: z.string().optional(),
  protocol: z.enum(['http/1.0', 'http/1.1', 'h2']).optional(),
  status: z.int().optional(),
  /** Foreign text. */
  reason: z.string().optional(),
  /** Of a head that began and never became whole: how much of it came. Its text is in the excerpt. */
  headBytes: z.int().optional(),
  /** Status of the interim answers (1xx) before it. */
  interim: z.array(z.int()),
  /** Lower-case names; secrets redacted; at most 100, values capped. Foreign text. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The first bytes of the body, or of an answer that is no HTTP. Foreign text. */
  excerpt: z.string().optional(),
  body: HttpBody.optional(),
  /** The protocol that an answer which is no HTTP looks like. */
  looksLike: z.string().optional(),
  refusal: ServerRefusal.optional(),
  /** What the proxy answered to CONNECT. */
  proxyStatus: z.int().optional(),
  timings: HttpTimings,
  connections: z.int(),
});
export type HttpExchange = z.infer<typeof HttpExchange>;

/**
 * What the verb gives: the exchange, and what no observation keeps as it is: where it points on, unredacted, and the certificates
 * that were asked for, leaf first, as OpenSSL put them in order.
 */
export type HttpReply = HttpExchange & { location?: string; chain?: Certificate[] };
