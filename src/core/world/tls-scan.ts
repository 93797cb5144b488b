import * as z from 'zod';
import { AddressText, Word } from '../plain-text.ts';
import { PlaintextReply, type StarttlsProtocol } from './tls.ts';

/**
 * What raw hellos are to find out: `versions`, each older one offered alone; `hellos`, whether size decides (a small and a large
 * one, and with them TLS 1.3); `deep`, cipher suites in the server's order, and groups.
 */
export type TlsScanPart = 'versions' | 'hellos' | 'deep';

/** Raw hellos to one address. */
export interface TlsScanRequest {
  address: string;
  port: number;
  servername?: string;
  starttls?: StarttlsProtocol;
  host?: string;
  parts: readonly TlsScanPart[];
  timeoutMs: number;
}

/** What came back to one raw ClientHello. Nothing is answered to it: the connection is dropped. */
export const HelloReply = z.object({
  outcome: z.enum([
    'server-hello',
    'alert',
    'plaintext',
    'reset',
    'closed',
    'silent',
    'stalled',
    'malformed',
    'upgrade-failed',
    'not-connected',
    'not-allowed',
  ]),
  helloBytes: z.int(),
  version: Word.optional(),
  cipher: Word.optional(),
  group: Word.optional(),
  helloRetry: z.boolean().optional(),
  alert: z.string().optional(),
  errno: Word.optional(),
  plaintext: PlaintextReply.optional(),
  /** When nothing came back: whether the peer's kernel acknowledged the whole hello; null: cannot be seen here. */
  acknowledged: z.boolean().nullable().optional(),
  ms: z.number(),
});
export type HelloReply = z.infer<typeof HelloReply>;

/** One version, offered alone with every suite known. */
export const VersionProbe = z.object({ version: Word, accepted: z.boolean(), reply: HelloReply });
export type VersionProbe = z.infer<typeof VersionProbe>;

export const CipherList = z.object({
  version: Word,
  /** In the order in which the server chose them. */
  suites: z.array(z.string()),
  /** Whether that order is the server's own or follows the client's; null: one suite only. */
  serverOrder: z.boolean().nullable(),
  /** False when the scan ended before every suite was asked for. */
  complete: z.boolean(),
});
export type CipherList = z.infer<typeof CipherList>;

export const TlsScan = z.object({
  address: AddressText,
  /**
   * TLS 1.2 and 1.3 with classic key shares (about 300 bytes), and with post-quantum ones too (1,600); repeated when they
   * differ. Without `hellos` only a large one is sent, and only where this vantage's own handshakes send a small one.
   */
  small: z.array(HelloReply),
  large: z.array(HelloReply),
  versions: z.array(VersionProbe),
  ciphers: z.array(CipherList),
  /** Groups of TLS 1.3 (of ECDHE under TLS 1.2, where there is no 1.3). */
  groups: z.array(Word),
  connections: z.int(),
});
export type TlsScan = z.infer<typeof TlsScan>;
