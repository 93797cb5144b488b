import type { Lookup } from '../core/world/dns.ts';
import type { Vantage, World } from '../core/world/world.ts';

/**
 * The same world, in which a name is looked up once for a whole walk: all its probes go to the addresses of one answer, and a
 * slow resolver is waited for once. A probe that asks again for the same name wants a second sample and gets one. The
 * shared lookup lives as long as the walk (`signal`), not as one probe.
 */
export function withSharedLookup(world: World, signal: AbortSignal): World {
  const answers = new Map<string, Promise<Lookup>>();
  return {
    ...world,
    // Each probe asks for its vantage once, and gets a view of its own.
    vantage: async (from, probe) => sharingFirst(await world.vantage(from, probe), answers, signal),
  };
}

function sharingFirst(vantage: Vantage, answers: Map<string, Promise<Lookup>>, walk: AbortSignal): Vantage {
  const asked = new Set<string>();
  return {
    ...vantage,
    lookup(name, signal) {
      if (asked.has(name)) return vantage.lookup(name, signal);
      asked.add(name);
      const key = `${vantage.identity.kind} ${vantage.identity.name} ${name}`;
      const answer = answers.get(key) ?? vantage.lookup(name, walk);
      answers.set(key, answer);
      return answer;
    },
  };
}
