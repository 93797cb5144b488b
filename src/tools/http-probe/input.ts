import * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { field } from '../../core/input.ts';
import { hostProblem } from '../../core/host-name.ts';
import { bracketed, formatHostPort, readPort, splitHostPort } from '../../core/target/host-port.ts';
import { type Endpoint, parseTarget } from '../../core/target/target.ts';

/** The endpoint of an http, https, ws or wss URL. Throws BadInput on anything else. */
export function readUrl(text: string): Endpoint & { url: string } {
  // Without a scheme a target would be asked for its port, which makes it no URL either.
  if (!text.includes('://')) {
    const host = authorityOf(text) ?? 'api.example.com';
    throw new BadInput('Not an HTTP URL.', `Send e.g. https://${host}/ or http://${host}/.`);
  }
  const target = parseTarget(text);
  if (target.kind !== 'endpoint' || target.url === undefined || target.scheme?.scheme.protocol !== 'http')
    throw new BadInput('Not an HTTP URL.', 'Send e.g. https://api.example.com/health.');
  return { ...target, url: target.url };
}

/** The host, with its port where it has one, that a text without a scheme begins with. */
function authorityOf(text: string): string | undefined {
  const authority = /^[A-Za-z0-9_.:[\]-]{1,300}/.exec(text)?.[0] ?? '';
  try {
    const { host, port } = splitHostPort(authority);
    if (hostProblem(host) !== undefined) return undefined;
    return port === undefined ? bracketed(host) : formatHostPort(host, readPort(port));
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
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
