import * as z from 'zod';
import { field } from '../../core/input.ts';

export const Input = z.strictObject({
  host: field.host('name or address', { host: 'host', port: 'port' }),
  port: field.port('an open TCP port; best HTTPS').optional(),
  // The least that every IPv4 link carries whole or in pieces (RFC 791 section 3.2), and the largest packet there is.
  max: z.int().min(576).max(65_535).optional().describe('largest packet to try'),
  from: field.source().optional(),
});
export type Input = z.infer<typeof Input>;
