import * as z from 'zod';
import { Word } from '../plain-text.ts';
import { Dial } from './dial.ts';
import { ServerRefusal } from './server-refusal.ts';

/** Connect within `timeoutMs`, then listen for up to `waitMs`, or two round trips where those are longer, and send nothing. */
export interface SniffRequest {
  /** An address literal. */
  address: string;
  port: number;
  timeoutMs: number;
  waitMs: number;
}

export const Sniff = z.object({
  outcome: z.enum([
    'bytes',
    'silent', // connected; not a byte within `waitMs`
    'closed', // connected; the peer's FIN came before any byte
    'reset', // connected; an RST came before any byte
    'not-connected',
    'not-allowed',
  ]),
  /** From the connection to the first byte or the end; 0 when not connected. */
  ms: z.number(),
  /** The first bytes, base64, at most 512. Foreign. */
  bytes: z.string().optional(),
  /** The protocol that these bytes belong to, when it can be told: "mysql", "ssh", "http". */
  protocol: z.string().optional(),
  /** The server accepted only to say that it does not serve this client. */
  refusal: ServerRefusal.optional(),
  /** How the peer ended the connection soon after its first bytes. */
  end: z.enum(['closed', 'reset']).optional(),
  errno: Word.optional(),
  /** The connection attempt itself. */
  dial: Dial,
});
export type Sniff = z.infer<typeof Sniff>;
