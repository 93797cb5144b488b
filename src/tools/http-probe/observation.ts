import * as z from 'zod';
import { AddressText } from '../../core/plain-text.ts';
import { Certificate } from '../../core/world/certificate.ts';
import { Lookup } from '../../core/world/dns.ts';
import { HttpExchange } from '../../core/world/http.ts';
import { SocketTable } from '../../core/world/sockets.ts';
import { TrustVerdict } from '../../core/world/trust.ts';

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

/** A certificate that the URL's host showed, and what every store says of its chain. */
export const Shown = z.object({
  ...Certificate.pick({ issuer: true, sha256: true, dnsNames: true, ipAddresses: true, caIssuers: true })
    .shape,
  /** Where the handshake was made: the target's address, or the proxy's. */
  address: AddressText,
  /** It carries timestamps of public logs. */
  logged: z.boolean(),
  trust: z.array(TrustVerdict),
});
export type Shown = z.infer<typeof Shown>;

/** The same host's certificate by both ways; absent: no handshake was completed there. */
export const BothShown = z.object({ proxied: Shown.optional(), direct: Shown.optional() });
export type BothShown = z.infer<typeof BothShown>;

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
  /** Of an https URL that was asked through a proxy. */
  shown: BothShown.optional(),
  /** Sockets of clients here towards the port; absent when the way leads through a proxy. */
  sockets: SocketTable.optional(),
});
export type Observation = z.infer<typeof Observation>;
