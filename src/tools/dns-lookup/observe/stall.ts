import type { Lookup, ResolverConfig } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import type { Observation } from '../observation.ts';

const MORE_LOOKUPS = 4;

/** Whether a lookup took as long as one try of the resolver library or longer. */
export const stalled = ({ ms }: Lookup, { timeout }: Pick<ResolverConfig, 'timeout'>): boolean =>
  ms >= timeout * 1000 - 50;

/**
 * After a stalled lookup: the same again, several times, and the pair A and AAAA over TCP to each server. The C library sends the pair
 * over UDP from one socket, which is what a lookup repeats.
 */
export async function observeStall(
  vantage: Vantage,
  { first, name, servers }: { first: Lookup; name: string; servers: readonly string[] },
  signal: AbortSignal,
): Promise<NonNullable<Observation['stall']>> {
  const repeats = Promise.all(Array.from({ length: MORE_LOOKUPS }, () => vantage.lookup(first.name, signal)));
  const pairs = servers.flatMap((server) => ['A', 'AAAA'].map((type) => ({ server, type })));
  const tcp = Promise.all(
    pairs.map((pair) => vantage.resolve({ ...pair, name, transport: 'tcp', timeoutMs: 3000 }, signal)),
  );
  // A lookup that is shared with others answers with the same object, and is no second sample.
  const lookups = [...new Set([first, ...(await repeats)])].slice(1);
  return { lookups, tcp: await tcp };
}
