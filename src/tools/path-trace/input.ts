import * as z from 'zod';
import { field } from '../../core/input.ts';

export const Input = z.strictObject({
  host: field.host('name or address', { host: 'host', port: 'port' }),
  port: field.port('TCP port; else any way').optional(),
  from: field.source().optional(),
});
export type Input = z.infer<typeof Input>;
