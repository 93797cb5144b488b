import * as z from 'zod';
import { AddressText, PlaceName } from './plain-text.ts';

/** From where a probe was really sent. */
export const VantageIdentity = z.object({
  kind: z.enum(['local', 'pod', 'none']).describe('none: nothing was sent'),
  name: PlaceName.describe('host name, or namespace/pod'),
  addresses: z.array(AddressText).optional(),
  node: PlaceName.optional(),
  context: PlaceName.optional(),
});
export type VantageIdentity = z.infer<typeof VantageIdentity>;
