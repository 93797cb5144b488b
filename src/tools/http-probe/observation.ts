import * as z from 'zod';
import { Lookup } from '../../core/world/dns.ts';
import { HttpExchange } from '../../core/world/http.ts';
import { SocketTable } from '../../core/world/sockets.ts';

/** What the environment says of the way to the URL, for clients that read it. */
export const Way = z.object({
  /** The proxy that is set for the scheme. */
  proxy: z
    .object({ variable: z.string(), url: z.string(), credentials: z.boolean(), supported: z.boolean() })
    .optional(),
  /** NO_PROXY names the host. */
  exempt: z.boolean(),
  /** The variable that decides and names no proxy. */
  broken: z.string().optional(),
  /** How programs differ on this environment (core/no-proxy.ts). */
  disputes: z.array(z.string()),
  /** NO_PROXY has networks that hold the addresses of the name: they count only for addresses in the URL. */
  exemptByAddress: z.boolean(),
  /** Whether the request was sent through the proxy. */
  used: z.boolean(),
});
export type Way = z.infer<typeof Way>;

/** One URL of the redirect chain, asked at each candidate address by itself. */
export const Hop = z.object({
  /** Secrets redacted. */
  url: z.string(),
  lookup: Lookup.optional(),
  /** Of the proxy's own name, when the request went through it. */
  proxyLookup: Lookup.optional(),
  /** Candidates that the address policy refuses, with its rule. */
  refused: z.array(z.object({ address: z.string(), rule: z.string() })),
  /** Candidates beyond the cap. */
  untried: z.int(),
  exchanges: z.array(HttpExchange),
});
export type Hop = z.infer<typeof Hop>;

/** Why the chain of redirects ended. */
export const End = z.enum([
  'answered', // with something else than a redirect
  'unanswered', // with no HTTP answer
  'loop', // it leads to a URL already asked
  'too-many',
  'refused', // it leads where the address policy does not allow to go
  'unreadable', // a redirect without a Location that we can read
  'other-scheme', // it leads out of HTTP
]);
export type End = z.infer<typeof End>;

export const Observation = z.object({
  way: Way,
  hops: z.array(Hop).min(1),
  end: End,
  /** The last URL again, at the same address, after a gateway's error. */
  again: z.array(HttpExchange),
  /**
   * The first URL on the other way: directly where the proxy was used, through the proxy where NO_PROXY
   * exempts.
   */
  control: Hop.optional(),
  /** A TLS request at a port where plain HTTP got no answer. */
  overTls: HttpExchange.optional(),
  /** Sockets of clients here towards the port; absent when the way leads through a proxy. */
  sockets: SocketTable.optional(),
});
export type Observation = z.infer<typeof Observation>;
