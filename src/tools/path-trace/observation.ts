import * as z from 'zod';
import { FamilyAddresses } from '../../core/family-addresses.ts';
import { Path } from '../../core/world/path.ts';

export const Observation = FamilyAddresses.extend({
  /** Of each chosen address. */
  paths: z.array(Path),
});
export type Observation = z.infer<typeof Observation>;
