import * as z from 'zod';
import { AddressText, Word } from '../plain-text.ts';

/** One question to one server. `server` is an address, `address:port` or `[IPv6]:port`; port 53 unless given. */
export interface DnsQuery {
  server: string;
  name: string;
  /** Mnemonic ("A", "HTTPS") or "TYPE65280". */
  type: string;
  /** `udp` and `tcp` use that transport alone; `auto` asks by UDP and again by TCP when the answer is truncated. */
  transport: 'auto' | 'udp' | 'tcp';
  timeoutMs: number;
  /** UDP tries within the deadline. */
  tries?: number;
  recursionDesired?: boolean;
  checkingDisabled?: boolean;
  dnssecOk?: boolean;
  /** EDNS UDP payload size; 0 sends no OPT record. */
  udpPayload?: number;
  nsid?: boolean;
}

/** A resource record; `data` is its presentation form (RFC 1035 section 5.1, RFC 3597 for unknown types). */
export const DnsRecord = z.object({ name: z.string(), type: z.string(), ttl: z.int(), data: z.string() });
export type DnsRecord = z.infer<typeof DnsRecord>;

export const DnsMessage = z.object({
  rcode: Word,
  flags: z.object({
    aa: z.boolean(),
    tc: z.boolean(),
    rd: z.boolean(),
    ra: z.boolean(),
    ad: z.boolean(),
    cd: z.boolean(),
  }),
  answers: z.array(DnsRecord),
  authority: z.array(DnsRecord),
  additional: z.array(DnsRecord),
  /** RFC 6891; absent when the server sent no OPT record. */
  edns: z
    .object({
      udpPayload: z.int(),
      dnssecOk: z.boolean(),
      nsid: z.string().optional(),
      /** Extended DNS errors, RFC 8914. The text is foreign. */
      ede: z.array(z.object({ code: z.int(), text: z.string() })),
    })
    .optional(),
  size: z.int(),
});
export type DnsMessage = z.infer<typeof DnsMessage>;

/** How one transport's attempt ended. */
export const DnsAttempt = z.object({
  transport: z.enum(['udp', 'tcp']),
  outcome: z.enum([
    'answer',
    'timeout',
    'refused',
    'unreachable',
    'malformed',
    'closed',
    'not-allowed',
    'error',
  ]),
  ms: z.number(),
  tries: z.int(),
  errno: Word.optional(),
  /** What was wrong with the bytes, or the rule that refused. */
  detail: z.string().optional(),
  message: DnsMessage.optional(),
});
export type DnsAttempt = z.infer<typeof DnsAttempt>;

/** A question and its attempts, in order; the last one counts. */
export const DnsExchange = z.object({
  server: Word,
  name: z.string(),
  type: z.string(),
  attempts: z.array(DnsAttempt).min(1),
});
export type DnsExchange = z.infer<typeof DnsExchange>;

/** getaddrinfo's answer, in its order. */
export const Lookup = z.object({
  name: z.string(),
  outcome: z.enum(['found', 'not-found', 'no-data', 'try-again', 'timeout', 'error']),
  /** The library's own error name, e.g. EAI_NONAME. */
  error: Word.optional(),
  addresses: z.array(AddressText),
  ms: z.number(),
});
export type Lookup = z.infer<typeof Lookup>;

export const ResolverConfig = z.object({
  nameservers: z.array(z.string()),
  search: z.array(z.string()),
  ndots: z.int(),
  /** Seconds before the resolver library asks the next server (resolv.conf(5)). */
  timeout: z.int(),
  attempts: z.int(),
  options: z.array(z.string()),
  /** The sources of the hosts line of nsswitch.conf(5), in order. */
  hostsSources: z.array(z.string()),
  /** The lines of the hosts file that speak of the name asked about. */
  hostsLines: z.array(z.object({ line: z.int(), address: z.string(), names: z.array(z.string()) })),
  libc: z.enum(['glibc', 'musl', 'other']),
  /** False where these files are not the resolver's truth (macOS, Windows), or could not be read. */
  authoritative: z.boolean(),
});
export type ResolverConfig = z.infer<typeof ResolverConfig>;
