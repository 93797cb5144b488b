import * as z from 'zod';
import { DnsExchange, Lookup, ResolverConfig } from '../../core/world/dns.ts';
import { HostView } from '../../core/world/host-view.ts';

/** One server's answer to one question, and the questions that were asked again in another way. */
export const View = z.object({
  /** `configured`: the vantage's own resolver. `given`: named by who asks. */
  role: z.enum(['configured', 'given']),
  /** As asked first: EDNS, UDP, TCP after truncation. */
  exchange: DnsExchange,
  /** Without EDNS, as the C library asks by default; after silence, after FORMERR, and when the answer exceeds 512 octets. */
  plain: DnsExchange.optional(),
  /** Over TCP alone; after silence, and again when TCP failed after truncation. */
  tcp: DnsExchange.optional(),
  /** After silence: `. NS` without recursion, which every server that lives can answer, or refuse, at once. */
  alive: DnsExchange.optional(),
  /** With CD=1 and DO=1, and then the first question again; after SERVFAIL. */
  checkingDisabled: DnsExchange.optional(),
  again: DnsExchange.optional(),
});
export type View = z.infer<typeof View>;

/** One server of a zone cut; without an address it could not be asked. */
export const TraceServer = z.object({
  name: z.string(),
  address: z.string().nullable(),
  /** The traced question first; at the last cut the other types and the zone's SOA. */
  exchanges: z.array(DnsExchange),
});
export type TraceServer = z.infer<typeof TraceServer>;

export const TraceCut = z.object({ zone: z.string(), servers: z.array(TraceServer) });
export type TraceCut = z.infer<typeof TraceCut>;

/** From the root, or the deepest cut already known, to an end. */
export const TraceWalk = z.object({
  name: z.string(),
  type: z.string(),
  cuts: z.array(TraceCut),
  end: z.enum(['answer', 'alias', 'nxdomain', 'no-data', 'dead', 'too-deep', 'too-many']),
});
export type TraceWalk = z.infer<typeof TraceWalk>;

export const Trace = z.object({
  /** The name, then each alias that leads out of its zone. */
  walks: z.array(TraceWalk),
  /** Walks for the addresses of name servers that came without glue. */
  serverWalks: z.array(TraceWalk),
});
export type Trace = z.infer<typeof Trace>;

/** What dns_lookup saw. */
export const Observation = z.object({
  config: ResolverConfig,
  /** getaddrinfo's view; absent when no address was asked for. */
  libc: Lookup.optional(),
  /** After a stall: more lookups of the same name, each question by itself again and again over UDP, and over TCP. */
  stall: z
    .object({ lookups: z.array(Lookup), alone: z.array(DnsExchange), tcp: z.array(DnsExchange) })
    .optional(),
  views: z.array(View),
  /** After NXDOMAIN: whether the names above exist, asked of the resolver that said so. */
  ancestors: z.array(DnsExchange),
  trace: Trace.optional(),
  routes: HostView.shape.routes,
  /** Addresses among the answers that may not be contacted, with the rule. */
  refused: z.array(z.object({ address: z.string(), rule: z.string() })),
});
export type Observation = z.infer<typeof Observation>;
