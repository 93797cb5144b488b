import * as z from 'zod';

/** One TCP connection attempt. `quiet`: nothing else probes meanwhile, so kernel counters may be read around it. */
export interface DialRequest {
  /** An address literal. */
  address: string;
  port: number;
  timeoutMs: number;
  quiet?: boolean;
}

/**
 * What the kernel's counters did around a quiet attempt (/proc/self/net/snmp, snmp6, netstat). They are shared by all who use the
 * network namespace, so they are "consistent with" a cause and no proof.
 */
export const CounterDeltas = z.object({
  icmpDestUnreachIn: z.int().describe('IcmpMsg InType3, Icmp6 InDestUnreachs'),
  icmpDestUnreachOut: z.int().describe('OutDestUnreachs: made by this host'),
  attemptFails: z.int().describe('Tcp AttemptFails'),
  synRetransmits: z.int().describe('TcpExt TCPSynRetrans'),
  noRoutes: z.int().describe('OutNoRoutes'),
});
export type CounterDeltas = z.infer<typeof CounterDeltas>;

export const Dial = z.object({
  address: z.string(),
  port: z.int(),
  outcome: z.enum([
    'open',
    'refused', // ECONNREFUSED: an RST or an ICMP port unreachable came back
    'timeout', // nothing came back
    'unreachable', // an ICMP error, or the local kernel, ended the attempt
    'no-route', // the local kernel had no way to send it
    'not-permitted', // EACCES/EPERM
    'not-allowed', // the address policy refused; nothing was sent
    'error',
  ]),
  ms: z.number(),
  errno: z.string().optional(),
  /** The error came from this host's own routing, before a packet left. */
  local: z.boolean().optional(),
  localAddress: z.string().optional(),
  localPort: z.int().optional(),
  counters: CounterDeltas.optional(),
  /** The rule, when not allowed. */
  rule: z.string().optional(),
});
export type Dial = z.infer<typeof Dial>;
