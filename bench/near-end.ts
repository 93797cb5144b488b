import { join } from 'node:path';
import * as z from 'zod';
import { must } from '../test/lab/network/execute.ts';
import { type FarEnd, placed } from './far-end.ts';

const Medians = z.object({ one: z.number(), other: z.number() });

/**
 * Times a pair of `ends/near-end.ts` against the HTTPS server of `far`: `inspect` and `deep` are a tls_inspect against a
 * bare handshake, `connect` is a bare TCP connection. Medians of `rounds`, in milliseconds.
 */
export async function timeFromNearEnd(
  what: 'inspect' | 'deep' | 'connect',
  far: FarEnd,
  rounds: number,
  namespace?: string,
): Promise<z.infer<typeof Medians>> {
  const program = join(import.meta.dirname, 'ends/near-end.ts');
  const args = [program, what, far.address, String(far.ports.https), far.name, String(rounds)];
  const timing = placed(namespace, [process.execPath, ...args]);
  return Medians.parse(JSON.parse(await must(timing, { timeoutMs: 120_000 })));
}
