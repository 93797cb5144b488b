import * as z from 'zod';
import { AddressText, Word } from '../plain-text.ts';
import { Certificate, Staple } from './certificate.ts';

/** The protocols whose upgrade to TLS is known. */
export const StarttlsProtocol = z.enum(['smtp', 'imap', 'pop3', 'ftp', 'ldap', 'xmpp', 'postgres', 'mysql']);
export type StarttlsProtocol = z.infer<typeof StarttlsProtocol>;

/** One handshake, as wide as Node's OpenSSL goes (TLS 1.0 to 1.3, security level 0), verifying nothing. */
export interface TlsTapRequest {
  /** An address literal. */
  address: string;
  port: number;
  /** Sent as SNI (RFC 6066 section 3); absent: none is sent. */
  servername?: string;
  /** Offered by ALPN in this order; absent: no ALPN. */
  alpn?: readonly string[];
  /** Upgrade the connection first. `host` is what XMPP asks for. */
  starttls?: StarttlsProtocol;
  host?: string;
  timeoutMs: number;
}

export const TlsAlert = z.object({
  direction: z.enum(['received', 'sent']),
  level: z.enum(['warning', 'fatal']),
  code: z.int(),
  name: z.string().describe('IANA name, or the number'),
  encrypted: z.boolean(),
  phase: z.enum(['hello', 'handshake', 'after-handshake']),
});
export type TlsAlert = z.infer<typeof TlsAlert>;

/** How an upgrade ended; `reply` is the server's last word, foreign text. */
export const Upgrade = z.object({
  protocol: StarttlsProtocol,
  outcome: z.enum([
    'upgraded',
    'not-offered',
    'refused',
    'server-error',
    'other-protocol',
    'oversize',
    'silent',
    'closed',
    'reset',
  ]),
  reply: z.string().optional(),
  /** The server sent bytes after its go-ahead and before TLS: they are not protected. */
  earlyBytes: z.boolean().optional(),
});
export type Upgrade = z.infer<typeof Upgrade>;

/** A first reply that is no TLS; `protocol` is absent when no rule recognised it. The excerpt is foreign text. */
export const PlaintextReply = z.object({ protocol: z.string().optional(), excerpt: z.string() });
export type PlaintextReply = z.infer<typeof PlaintextReply>;

/** Whether a client without certificate gets on. */
export const ClientCertificate = z.object({
  /** `ended`: the connection ended without an alert once no certificate was given. `unknown`: nothing more was seen. */
  verdict: z.enum(['not-required', 'required', 'ended', 'unknown']),
  /** The distinguished names the server accepts issuers from, RFC 4514 text, foreign; empty: it names none. */
  authorities: z.array(z.string()),
  moreAuthorities: z.int(),
});
export type ClientCertificate = z.infer<typeof ClientCertificate>;

/** A handshake as it went over the wire. */
export const TlsTap = z.object({
  address: AddressText,
  port: z.int(),
  /** The SNI that was sent, null when none was. */
  servername: Word.nullable(),
  alpnOffered: z.array(z.string()),
  outcome: z.enum([
    'handshake', // completed
    'alert', // the server ended it with a fatal alert
    'client-refused', // OpenSSL here would not go on: `error`
    'plaintext', // the reply is no TLS
    'reset',
    'closed',
    'silent', // hello sent, no byte came back in the deadline
    'stalled', // some bytes came, then no more
    'malformed', // TLS records that break its rules
    'oversize', // more bytes than any handshake needs
    'upgrade-failed', // see `upgrade`
    'not-connected',
    'not-allowed', // the address policy refused; nothing was sent
  ]),
  /** How far it got when it ended. */
  phase: z.enum(['connect', 'upgrade', 'hello', 'handshake', 'after-handshake']),
  errno: Word.optional(),
  /** The rule, when not allowed; OpenSSL's reason, when the client refused. */
  error: z.string().optional(),
  upgrade: Upgrade.optional(),
  version: Word.optional(),
  cipher: Word.optional(),
  group: Word.optional(),
  dhBits: z.int().optional(),
  helloRetry: z.boolean().optional(),
  alpn: z.string().nullable().optional(),
  /** The server acknowledged the SNI (RFC 6066 section 3). */
  sniAcknowledged: z.boolean().optional(),
  /** RFC 5746; only below TLS 1.3. OpenSSL 3 clients refuse servers without it. */
  secureRenegotiation: z.boolean().optional(),
  alerts: z.array(TlsAlert),
  /** As sent, leaf first. */
  chain: z.array(Certificate),
  /** Certificates in it that could not be read. */
  unreadable: z.int(),
  staple: Staple.optional(),
  clientCertificate: ClientCertificate.optional(),
  plaintext: PlaintextReply.optional(),
  /** Whether the peer's kernel acknowledged the whole hello; looked at when nothing came back; null: cannot be seen here. */
  helloAcknowledged: z.boolean().nullable().optional(),
  helloBytes: z.int(),
  receivedBytes: z.int(),
  timings: z.object({
    connect: z.number().optional(),
    upgrade: z.number().optional(),
    firstByte: z.number().optional(),
    handshake: z.number().optional(),
    total: z.number(),
  }),
  connections: z.int(),
});
export type TlsTap = z.infer<typeof TlsTap>;
