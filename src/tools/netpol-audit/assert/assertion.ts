import * as z from 'zod';
import { BadInput } from '../../../core/bad-input.ts';
import { Protocol } from '../../../core/kubernetes/object-name.ts';
import { parseEnd } from '../end.ts';

const End = z.string().check((context) => {
  try {
    parseEnd(context.value);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    context.issues.push({ code: 'custom', message: error.message, input: '' });
  }
});

/** "6379/TCP", "6379" or 6379; TCP where it does not say. */
const Port = z
  .union([z.int(), z.string().regex(/^\d{1,5}(?:\/(?:TCP|UDP|SCTP))?$/i, 'Send a port like 6379/TCP.')])
  .transform((text) => {
    const [port, protocol = 'TCP'] = String(text).toUpperCase().split('/');
    return { port: Number(port), protocol: Protocol.parse(protocol) };
  })
  .refine(({ port }) => port >= 1 && port <= 65_535, 'A port is between 1 and 65535.');

/** One line of an assertions file: what must, or must not, be allowed. */
export const Assertion = z.strictObject({
  from: End,
  to: End,
  port: Port,
  expect: z.enum(['allow', 'deny']),
});
export type Assertion = z.infer<typeof Assertion>;

/** What became of one assertion; `got` is unknown where the model cannot say, or where pods of one end differ. */
export interface Asserted {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly expect: 'allow' | 'deny';
  readonly got: 'allow' | 'deny' | 'unknown';
  readonly reason: string;
}
