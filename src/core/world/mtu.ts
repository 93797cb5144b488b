import * as z from 'zod';
import { AddressText, PlainPhrase, Word } from '../plain-text.ts';
import { Dial } from './dial.ts';
import { Trace, Unusable } from './path.ts';

/** How large a packet may be on the way to one address. Sizes are bytes of the whole IP packet, as MTUs are. */
export interface MtuRequest {
  /** An address literal. */
  address: string;
  /** A TCP port that is open; absent: only what can be seen without a connection. */
  port?: number;
  /** A question that makes the server send more than one segment; absent: the way back is not looked at. */
  ask?: Asking;
  /** Nothing larger is sent. */
  max?: number;
  timeoutMs: number;
}

/** What is asked for the sake of the answer's size: a TLS handshake that is broken off, or an HTTP request for `/`. */
export interface Asking {
  kind: 'tls' | 'http';
  /** The name of the server, where it has one. */
  host?: string;
}

/** What the kernel knows of the way before anything is sent. */
export const RouteMtu = z.object({
  interface: Word.optional(),
  interfaceMtu: z.int().optional(),
  /** The next router; absent on the target's own link. */
  gateway: AddressText.optional(),
  /** The MTU that the route itself has. */
  mtu: z.int().optional(),
  /** That MTU came by ICMP and will be forgotten (RFC 1191 section 6.3); else a person or a protocol set it. */
  learned: z.boolean().optional(),
  /** Whether the route could be asked for these at all (`ip`). */
  known: z.boolean(),
});
export type RouteMtu = z.infer<typeof RouteMtu>;

/** Kernel settings that decide what a segment becomes; null where they cannot be read. */
export const SegmentSettings = z.object({
  platform: Word,
  /** net.ipv4.tcp_timestamps: they take 12 bytes of each segment. */
  timestamps: z.boolean().nullable(),
  /** net.ipv4.tcp_mtu_probing: with 2, segments start small (RFC 4821). */
  mtuProbing: z.int().nullable(),
  /** net.ipv4.ip_no_pmtu_disc: with anything but 0, packets may be fragmented on the way. */
  noDiscovery: z.int().nullable(),
});
export type SegmentSettings = z.infer<typeof SegmentSettings>;

/** One segment, alone on its connection. */
export const Segment = z.object({
  size: z.int(),
  /** Segments of one round were under way together. */
  round: z.int(),
  outcome: z.enum([
    'acknowledged', // by the kernel where TCP ends; the application need not help
    'stuck', // sent again at least once, and a round trip later still not acknowledged
    'waiting', // not acknowledged when the look ended, which was too early to call it stuck
    'window', // not sent: the peer's receive window has no room for it
    'ended', // the connection ended before an acknowledgement was seen
  ]),
  ms: z.number(),
  /** The connection had to send it more than once. */
  resent: z.boolean(),
  /** The kernel sent it in pieces of at most this size, since it had learned of a smaller MTU. */
  cut: z.int().optional(),
});
export type Segment = z.infer<typeof Segment>;

/** What TCP agreed on, as the kernel tells (`ss -tino`), without the options in each segment (RFC 9293 section 3.7.1). */
export const AgreedMss = z.object({
  /** Of the segments sent: the peer's MSS, or what the known path MTU leaves, whichever is less. */
  send: z.int(),
  /** Told to the peer. */
  advertised: z.int(),
  /** The path MTU that the connection started with. */
  pathMtu: z.int(),
});
export type AgreedMss = z.infer<typeof AgreedMss>;

/** Segments to an open port. */
export const TcpSizes = z.object({
  /** The first connection. */
  dial: Dial.omit({ address: true, port: true }),
  /** What the server said unasked, when it can be told: "mysql", "ssh". */
  greeting: Word.optional(),
  /** No segment was sent: the port counts broken connections against its clients. */
  spared: z.boolean(),
  timestamps: z.boolean().nullable(),
  /** Bytes of IP and TCP headers in each packet, of which 12 are guessed while `timestamps` is null. */
  headers: z.int(),
  mss: AgreedMss.optional(),
  /** The largest packet that the kernel sends as one: nothing above it can be looked at. */
  ceiling: z.int(),
  ceilingBy: z.enum(['interface', 'route', 'mss', 'max', 'guess']),
  /** Whether acknowledgements can be seen here (/proc/net/tcp). */
  visible: z.boolean(),
  segments: z.array(Segment),
  /** What the kernel learned by ICMP while segments were under way. */
  learnedMtu: z.int().optional(),
  connections: z.int(),
  /** Connections that failed after the first had opened. */
  failed: z.int(),
  /** Why it looked no further, when sizes were left to look at. */
  cutShort: z.enum(['time', 'connections', 'port']).optional(),
});
export type TcpSizes = z.infer<typeof TcpSizes>;

/** One question and how its answer came. */
export const AnswerSeen = z.object({
  kind: z.enum([
    'tls',
    'http',
    'short', // of the same protocol, and its answer fits into a small packet
  ]),
  /** Whether the peer's kernel acknowledged the question. */
  acknowledged: z.boolean().nullable(),
  /** Bytes that arrived in order. */
  received: z.int(),
  /** Segments that arrived while one before them was missing; null: cannot be seen. */
  outOfOrder: z.int().nullable(),
  /** By the connection itself, or by counters that all connections of the network namespace share. */
  by: z.enum(['connection', 'counters']).nullable(),
  /** How long segments waited in vain for the missing one. */
  stalledMs: z.number(),
  /** The largest segment that arrived, as the kernel estimates it, with its headers. */
  largest: z.int().optional(),
  ended: z.enum(['closed', 'reset']).optional(),
});
export type AnswerSeen = z.infer<typeof AnswerSeen>;

/** An echo request that may not be fragmented. */
export const Echo = z.object({
  size: z.int(),
  outcome: z.enum([
    'answered',
    'too-big', // an ICMP error said so: from whom, and what fits
    'local', // this host's kernel already knows that it is too big
    'silent',
  ]),
  from: AddressText.optional(),
  mtu: z.int().optional(),
  /** The round trip, when answered. */
  ms: z.number().optional(),
});
export type Echo = z.infer<typeof Echo>;

export const PathMtu = z.object({
  address: AddressText,
  outcome: z.enum(['looked', 'not-allowed']),
  rule: PlainPhrase.optional(),
  route: RouteMtu,
  settings: SegmentSettings,
  tcp: TcpSizes.optional(),
  /** The way back. */
  answers: z.array(AnswerSeen),
  echoes: z.array(Echo),
  /** Hops that packets of two sizes got to. */
  traces: z.array(Trace),
  unusable: z.array(Unusable),
  connections: z.int(),
  ms: z.number(),
});
export type PathMtu = z.infer<typeof PathMtu>;
