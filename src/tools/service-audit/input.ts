import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { field } from '../../core/input.ts';
import { askedUrl } from './entrance/asked-url.ts';
import { parseEntrance } from './entrance/entrance-ref.ts';

/** Runs a parser as a zod check, so that its words reach whoever sent the input. */
const readableBy =
  (read: (text: string) => unknown, otherwise: string) =>
  (context: z.core.ParsePayload<string>): void => {
    try {
      read(context.value);
    } catch (error) {
      const message = error instanceof BadInput ? error.message : otherwise;
      context.issues.push({ code: 'custom', message, input: '' });
    }
  };

export const Input = z.strictObject({
  service: z
    .string()
    .check(readableBy(parseEntrance, 'Not a Service.'))
    .describe('ns/name, name.ns.svc, ns/ing/name or ns/httproute/name'),
  port: field.port('port of the Service; all by default').optional(),
  url: z
    .string()
    .check(readableBy(askedUrl, 'Not an http or https URL.'))
    .describe('asked of the Ingress or HTTPRoute')
    .optional(),
  source: field.source('who calls: ns/pod, ns/kind/name, node/name or address').optional(),
  context: z
    .string()
    .regex(/^[^\p{C}\p{Z}]{1,300}$/u, 'not the name of a context')
    .describe('kubeconfig context')
    .optional(),
});
export type Input = z.infer<typeof Input>;
