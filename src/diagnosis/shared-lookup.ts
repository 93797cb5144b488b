import type { Source } from '../core/target/source.ts';
import type { Lookup } from '../core/world/dns.ts';
import type { Vantage, World } from '../core/world/world.ts';

/**
 * The same world, in which a name is looked up once for a whole walk: all its probes go to the addresses of one answer, and a slow
 * resolver is waited for once. The shared lookup lives as long as the walk (`signal`), not as one probe.
 */
export function withSharedLookup(world: World, signal: AbortSignal): World {
  const shared = new Map<Vantage, Vantage>();
  return {
    ...world,
    async vantage(from: Source | undefined) {
      const vantage = await world.vantage(from);
      const known = shared.get(vantage) ?? lookingUpOnce(vantage, signal);
      shared.set(vantage, known);
      return known;
    },
  };
}

function lookingUpOnce(vantage: Vantage, walk: AbortSignal): Vantage {
  const answers = new Map<string, Promise<Lookup>>();
  return {
    ...vantage,
    lookup(name) {
      const answer = answers.get(name) ?? vantage.lookup(name, walk);
      answers.set(name, answer);
      return answer;
    },
  };
}
