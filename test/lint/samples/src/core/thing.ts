import * as z from 'zod';
import type { Other } from './other.ts';

export const Thing = z.object({ at: z.string() });
export type Thing = z.infer<typeof Thing> & Other;
