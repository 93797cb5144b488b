import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { field } from '../../core/input.ts';
import { parseEnd } from './end.ts';

const end = (description: string) =>
  z
    .string()
    .check((context) => {
      try {
        parseEnd(context.value);
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        context.issues.push({ code: 'custom', message: error.message, input: '' });
      }
    })
    .describe(description)
    .optional();

export const Input = z.strictObject({
  source: end('ns/pod, ns/Kind/name, ns/label=value, node/name or address'),
  destination: end('the same; a Service is ns/svc/name'),
  port: field.port('a Service’s own port, or the pod’s').optional(),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP').describe('of the port'),
  nameserver: field.address('in the source’s resolv.conf').optional(),
  namespace: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
    .describe('survey this namespace instead')
    .optional(),
  context: z.string().max(300).describe('of the kubeconfig').optional(),
});
export type Input = z.infer<typeof Input>;
