import * as z from 'zod';

export const Seen = z.object({ at: z.string() });
export type Seen = z.infer<typeof Seen>;
