import * as z from 'zod';

/** A change for a person to make. Layerwalk prints it and never makes it. */
export const Fix = z.object({
  summary: z.string().describe('what to change, or what to do next'),
  command: z.string().optional().describe('exact command'),
  manifest: z.string().optional().describe('exact manifest'),
  undo: z.string().optional(),
  verify: z.string().optional().describe('command that shows that it worked'),
  verified: z
    .enum(['simulated', 'unverified'])
    .optional()
    .describe('simulated: allowed on the model afterwards'),
});
export type Fix = z.infer<typeof Fix>;
