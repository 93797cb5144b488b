import * as z from 'zod';
import { FamilyAddresses } from '../../core/family-addresses.ts';
import { PathMtu } from '../../core/world/mtu.ts';

export const Observation = FamilyAddresses.extend({
  /** Of each chosen address. */
  paths: z.array(PathMtu),
});
export type Observation = z.infer<typeof Observation>;
