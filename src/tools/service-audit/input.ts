import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { field } from '../../core/input.ts';
import { parseServiceRef } from './service-ref.ts';

const service = z.string().check((context) => {
  try {
    parseServiceRef(context.value);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    context.issues.push({ code: 'custom', message: error.message, input: '' });
  }
});

export const Input = z.strictObject({
  service: service.describe('ns/name or name.ns.svc'),
  port: field.port('port of the Service; all by default').optional(),
  source: field.source('who calls: ns/pod, ns/kind/name, node/name or address').optional(),
  context: z
    .string()
    .regex(/^[^\p{C}\p{Z}]{1,300}$/u, 'not the name of a context')
    .describe('kubeconfig context')
    .optional(),
});
export type Input = z.infer<typeof Input>;
