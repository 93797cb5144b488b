import type { DnsExchange, Lookup, ResolverConfig } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import type { Observation } from '../observation.ts';

const MORE_LOOKUPS = 4;
/** On a path that loses one packet in twenty, four such rows in five hold a loss. */
const ROUNDS_ALONE = 8;
const ALONE = { transport: 'udp', tries: 1, timeoutMs: 1500 } as const;

/** Whether a lookup took as long as one try of the resolver library or longer. */
export const stalled = ({ ms }: Lookup, { timeout }: Pick<ResolverConfig, 'timeout'>): boolean =>
  ms >= timeout * 1000 - 50;

/**
 * After a stalled lookup: the same again, several times, and A and AAAA to each server, each from a socket of its own over UDP, many
 * times, and over TCP. The C library sends the pair over UDP from one socket, which is what a lookup repeats.
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
  const alone: DnsExchange[] = [];
  for (let round = 0; round < ROUNDS_ALONE; round++) {
    // One round after another: a burst would meet limits that a client does not.
    alone.push(
      ...(await Promise.all(pairs.map((pair) => vantage.resolve({ ...pair, name, ...ALONE }, signal)))),
    );
  }
  // A lookup that is shared with others answers with the same object, and is no second sample.
  const lookups = [...new Set([first, ...(await repeats)])].slice(1);
  return { lookups, alone, tcp: await tcp };
}
