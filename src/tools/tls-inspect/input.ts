import * as z from 'zod';
import { field } from '../../core/input.ts';
import { StarttlsProtocol } from '../../core/world/tls.ts';
import { TrustStore } from '../../core/world/trust.ts';

export const Input = z.strictObject({
  host: field.host('name or IP address', { host: 'host', port: 'port' }),
  port: field.port().default(443),
  servername: field.host('SNI and name to verify, if not host', { host: 'servername' }).optional(),
  address: field.address('connect here instead of resolving').optional(),
  starttls: z
    .enum(['auto', 'none', ...StarttlsProtocol.options])
    .default('auto')
    .describe('upgrade first; auto: by port'),
  alpn: z
    .array(z.string().regex(/^[\x21-\x7e]{1,32}$/))
    .min(1)
    .max(8)
    .optional()
    .describe('protocols the client needs, e.g. h2'),
  deep: z.boolean().default(false).describe('list ciphers and groups'),
  client_speaks: z
    .enum(['tls', 'plain', 'either'])
    .optional()
    .describe('sent first; either: upgrades if it can'),
  store: TrustStore.optional().describe(
    "the client's trust store; default ca if given at start-up, else system",
  ),
  from: field.source().optional(),
});
export type Input = z.infer<typeof Input>;
