import * as z from 'zod';

/** One HTTP request without a body. */
export interface HttpRequest {
  /** http or https URL; its host goes into Host, SNI and the certificate check. */
  url: string;
  method: 'GET' | 'HEAD';
  /** Connect to this address. */
  address: string;
  /** Through this proxy (`http://host:port`), connected to at `address`: CONNECT for https, absolute-form for http. */
  proxy?: string;
  timeoutMs: number;
}

export const HttpTimings = z.object({
  connect: z.number().optional(),
  proxy: z.number().optional(),
  tls: z.number().optional(),
  firstByte: z.number().optional(),
  total: z.number(),
});
export type HttpTimings = z.infer<typeof HttpTimings>;

/** A request and its answer; the outcome names the phase in which it ended. */
export const HttpExchange = z.object({
  url: z.string(),
  method: z.string(),
  address: z.string(),
  outcome: z.enum([
    'response',
    'connect-failed',
    'proxy-refused', // the proxy answered CONNECT with something else than 2xx
    'proxy-silent',
    'tls-failed',
    'no-reply', // request sent, nothing in the deadline
    'closed', // request sent, connection closed without an answer
    'reset',
    'not-http', // an answer that is no HTTP
    'malformed', // HTTP that breaks its own rules or our bounds
    'not-allowed',
    'error',
  ]),
  errno: z.string().optional(),
  detail: z.string().optional(),
  protocol: z.enum(['http/1.0', 'http/1.1', 'h2']).optional(),
  status: z.int().optional(),
  reason: z.string().optional(),
  /** Lower-case names; secrets redacted; at most 100, values capped. Foreign text. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The first bytes of the body, or of an answer that is no HTTP. Foreign text. */
  excerpt: z.string().optional(),
  proxyStatus: z.int().optional(),
  timings: HttpTimings,
  connections: z.int(),
});
export type HttpExchange = z.infer<typeof HttpExchange>;
