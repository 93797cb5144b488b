import * as z from 'zod';
import { parseIp } from './address/ip.ts';
import { BadInput } from './bad-input.ts';
import { type HostKeys, hostAlone } from './host-alone.ts';
import { parseSource } from './target/source.ts';
import { parseTarget } from './target/target.ts';

/** Runs a parser as a zod check, so that its words reach whoever sent the input. */
const readableBy =
  (read: (text: string) => unknown) =>
  (context: z.core.ParsePayload<string>): void => {
    try {
      read(context.value);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      context.issues.push({ code: 'custom', message: error.message, input: '' });
    }
  };

const address = (text: string): void => {
  if (!parseIp(text))
    throw new BadInput('Not an IP address alone.', 'Send e.g. 10.0.0.7 or 2001:db8::1, without a port.');
};

/** The input fields that several tools share. Each is a function, so that a tool can describe it in its own words. */
export const field = {
  /** `keys`: what this key and the one for the port are called, for who sends both in one. */
  host: (description: string, keys: HostKeys = { host: 'host' }) =>
    z
      .string()
      .check(readableBy((text) => hostAlone(text, keys)))
      .describe(description),
  address: (description: string) => z.string().check(readableBy(address)).describe(description),
  port: (description = 'TCP port') => z.int().min(1).max(65535).describe(description),
  target: (description: string) => z.string().check(readableBy(parseTarget)).describe(description),
  source: (description = 'source: ns/pod, ns/kind/name, local (default)') =>
    z.string().check(readableBy(parseSource)).describe(description),
};

/** How much of an answer is wanted. */
export const ResponseFormat = z.enum(['concise', 'detailed']);
export type ResponseFormat = z.infer<typeof ResponseFormat>;
