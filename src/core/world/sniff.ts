import * as z from 'zod';

/** Connect, listen for `waitMs`, and send nothing. */
export interface SniffRequest {
  address: string;
  port: number;
  timeoutMs: number;
  waitMs: number;
}

export const Sniff = z.object({
  outcome: z.enum(['bytes', 'silent', 'closed', 'reset', 'not-connected', 'not-allowed']),
  ms: z.number(),
  /** The first bytes, base64, at most 512. */
  bytes: z.string().optional(),
  errno: z.string().optional(),
});
export type Sniff = z.infer<typeof Sniff>;
