import * as z from 'zod';
import { AddressText, Word } from '../plain-text.ts';

/** One TCP connection attempt. `quiet`: nothing else probes meanwhile, so kernel counters may be read around it. */
export interface DialRequest {
  /** An address literal. */
  address: string;
  port: number;
  timeoutMs: number;
  quiet?: boolean;
}

/**
 * What the kernel's counters did around a quiet attempt (/proc/self/net/snmp, snmp6, netstat), of the address family used.
 * They are shared by all who use the network namespace, so they are "consistent with" a cause and no proof.
 */
export const CounterDeltas = z.object({
  icmpDestUnreachIn: z.int().describe('Icmp or Icmp6 InDestUnreachs'),
  icmpTimeExceededIn: z.int().describe('InTimeExcds'),
  /** ICMP errors that belonged to no socket: late ones, of earlier attempts. They are counted above too. */
  icmpUnmatched: z.int().describe('Icmp or Icmp6 InErrors'),
  icmpDestUnreachOut: z.int().describe('OutDestUnreachs: made by this host'),
  attemptFails: z.int().describe('Tcp AttemptFails'),
  synRetransmits: z.int().describe('TcpExt TCPSynRetrans'),
  listenOverflows: z.int().describe('TcpExt ListenOverflows: a listener here had its accept queue full'),
  noRoutes: z.int().describe('Ip or Ip6 OutNoRoutes'),
  /** Other probes of this process ran at the same time. */
  overlapped: z.boolean(),
});
export type CounterDeltas = z.infer<typeof CounterDeltas>;

/**
 * How an attempt ended, as connect(2), tcp(7) and the kernel's ICMP error table tell it apart (RFC 1122 section 4.2.3.9,
 * RFC 5461 section 2).
 */
export const DialOutcome = z.enum([
  'open',
  'refused', // ECONNREFUSED: an RST or an ICMP port unreachable came back
  'reset', // ECONNRESET: the handshake completed and an RST followed at once
  'timeout', // nothing came back
  'unreachable', // another ICMP error ended it: from the network, or made by this host (neighbour, firewall)
  'no-route', // the local kernel had no way to send it; no packet left
  'not-permitted', // EACCES or EPERM from the local kernel; no packet left
  'exhausted', // no local port, address or file descriptor was free: our own limit
  'not-allowed', // the address policy refused; nothing was sent
  'error',
]);
export type DialOutcome = z.infer<typeof DialOutcome>;

export const Dial = z.object({
  address: AddressText,
  port: z.int(),
  outcome: DialOutcome,
  ms: z.number(),
  errno: Word.optional(),
  /** The error came from this host's own kernel, before a packet left. */
  local: z.boolean().optional(),
  localAddress: z.string().optional(),
  localPort: z.int().optional(),
  /** SYNs sent until the deadline, where the kernel's socket list says so. */
  synsSent: z.int().optional(),
  /** Of a quiet attempt, where counters can be read. */
  counters: CounterDeltas.optional(),
  /** The rule, when not allowed. */
  rule: z.string().optional(),
});
export type Dial = z.infer<typeof Dial>;
