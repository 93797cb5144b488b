import * as z from 'zod';
import { AddressText, PlainPhrase } from '../plain-text.ts';

/** The hops to one address. A port: they are looked for with TCP, which is what a firewall judges. */
export interface PathRequest {
  /** An address literal. */
  address: string;
  port?: number;
  /** Connections to the port are avoided: it is one that counts them against its clients. */
  sparing?: boolean;
  timeoutMs: number;
}

/** An ICMP error other than time exceeded: destination unreachable (RFC 792, RFC 4443 section 3.1). */
export const IcmpError = z.object({
  /** Who sent it. */
  from: AddressText,
  type: z.int(),
  /** The codes it may have had: programs print one mark for several. */
  codes: z.array(z.int()),
  /** What they mean, e.g. "administratively prohibited". */
  name: PlainPhrase,
  /** The next link's MTU, of a packet that was too big. */
  mtu: z.int().optional(),
});
export type IcmpError = z.infer<typeof IcmpError>;

/** Milliseconds. */
export const Latency = z.object({ best: z.number(), average: z.number(), worst: z.number() });
export type Latency = z.infer<typeof Latency>;

/** What came back to the probes of one distance. */
export const Hop = z.object({
  ttl: z.int(),
  /** Who answered; several: equal-cost paths, or a route that changed meanwhile. */
  addresses: z.array(AddressText),
  sent: z.int(),
  answered: z.int(),
  latency: Latency.optional(),
  /** Errors that end the path here; empty: time exceeded, or the target's own answer. */
  errors: z.array(IcmpError),
});
export type Hop = z.infer<typeof Hop>;

/** What one program saw. */
export const Trace = z.object({
  program: z.enum(['traceroute', 'mtr', 'tracepath']),
  probe: z.enum(['tcp', 'udp', 'icmp']),
  /** Bytes of each packet, where they were chosen. */
  size: z.int().optional(),
  /** Up to the last that anything came back from. */
  hops: z.array(Hop),
  /** The largest distance that was asked for. */
  farthest: z.int(),
  /** The target itself answered; null: the last answer may be the target's, from another of its addresses. */
  reached: z.boolean().nullable(),
  /** How the target answered a SYN. */
  reply: z.enum(['syn-ack', 'reset']).optional(),
  /** The smallest MTU that the program learned of. */
  mtu: z.int().optional(),
});
export type Trace = z.infer<typeof Trace>;

/** A program that could not be used, and why. */
export const Unusable = z.object({
  program: z.enum(['traceroute', 'mtr', 'tracepath', 'ping', 'ss', 'ip']),
  /** What was asked of it, when it can do other things: "TCP probes". */
  for: PlainPhrase.optional(),
  why: z.enum(['missing', 'permission', 'unsupported', 'timeout', 'failed']),
});
export type Unusable = z.infer<typeof Unusable>;

/** The hops to one address, as the programs at hand see them. */
export const Path = z.object({
  address: AddressText,
  outcome: z.enum(['looked', 'not-allowed']),
  /** The rule, when not allowed. */
  rule: PlainPhrase.optional(),
  traces: z.array(Trace),
  unusable: z.array(Unusable),
  /** SYNs, datagrams and echo requests that may have reached the target itself, at most. */
  probesToTarget: z.int(),
  ms: z.number(),
});
export type Path = z.infer<typeof Path>;
