import * as z from 'zod';

/** From where a probe was really sent. */
export const VantageIdentity = z.object({
  kind: z.enum(['local', 'pod', 'none']).describe('none: nothing was sent'),
  name: z.string().describe('host name, or namespace/pod'),
  addresses: z.array(z.string()).optional(),
  node: z.string().optional(),
  context: z.string().optional(),
});
export type VantageIdentity = z.infer<typeof VantageIdentity>;
