import * as z from 'zod';

/** A chain as sent (leaf first), to be judged by each store for `name` at a time (ISO 8601). */
export interface ChainRequest {
  pems: readonly string[];
  name: string;
  at: string;
  /** Certificates found elsewhere (AIA) that may complete the chain. */
  extra?: readonly string[];
}

export const TrustVerdict = z.object({
  store: z.enum(['system', 'node', 'ca']),
  trusted: z.boolean(),
});
export type TrustVerdict = z.infer<typeof TrustVerdict>;
