import * as z from 'zod';
import { field } from '../../core/input.ts';

export const Input = z.strictObject({
  host: field.host('name or address, e.g. db.internal', { host: 'host', port: 'ports' }),
  ports: z.array(field.port()).min(1).max(10),
  attempts: z.int().min(1).max(10).default(3).describe('tries an address'),
  // A router that finds the target dead says so after three seconds of neighbour discovery (RFC 4861 section 10, Linux).
  timeout: z.int().min(100).max(10_000).default(3_500).describe('ms a try'),
  interval: z.int().min(20).max(1000).default(20).describe('ms between tries'),
  from: field.source().optional(),
});
export type Input = z.infer<typeof Input>;
