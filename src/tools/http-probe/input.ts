import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { field } from '../../core/input.ts';
import { hostProblem } from '../../core/host-name.ts';
import { type Endpoint, parseTarget } from '../../core/target/target.ts';

/** The endpoint of an http, https, ws or wss URL. Throws BadInput on anything else. */
export function readUrl(text: string): Endpoint & { url: string } {
  // Without a scheme a target would be asked for its port, which makes it no URL either.
  if (!text.includes('://')) {
    const host = hostProblem(text) === undefined ? text : 'api.example.com';
    throw new BadInput('Not an HTTP URL.', `Send e.g. https://${host}/ or http://${host}/.`);
  }
  const target = parseTarget(text);
  if (target.kind !== 'endpoint' || target.url === undefined || target.scheme?.scheme.protocol !== 'http')
    throw new BadInput('Not an HTTP URL.', 'Send e.g. https://api.example.com/health.');
  return { ...target, url: target.url };
}

function isHttp(context: z.core.ParsePayload<string>): void {
  try {
    readUrl(context.value);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    context.issues.push({ code: 'custom', message: error.message, input: '' });
  }
}

export const Input = z.strictObject({
  url: z.string().check(isHttp).describe('http, https, ws or wss URL'),
  address: field.address('connect to this address, without proxy').optional(),
  method: z.enum(['GET', 'HEAD']).optional().describe('default GET'),
  proxy: z.enum(['env', 'none']).optional().describe('default env'),
  from: field.source().optional(),
});
export type Input = z.infer<typeof Input>;
