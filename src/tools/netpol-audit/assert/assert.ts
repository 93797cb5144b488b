import type { World } from '../../../core/world/world.ts';
import { parseEnd } from '../end.ts';
import { readCluster } from '../observe/read-cluster.ts';
import type { Assertion, Asserted } from './assertion.ts';
import { assertionJudge } from './judge-assertions.ts';

/**
 * Judges assertions about a cluster, or about manifests, read once for all of them. Throws CannotObserve where nothing could be read,
 * and rejects with the reason of `signal`.
 */
export async function assertAll(
  world: World,
  assertions: readonly Assertion[],
  { context, signal }: { context: string | undefined; signal: AbortSignal },
): Promise<Iterable<Asserted>> {
  const texts = new Set(assertions.flatMap(({ from, to }) => [from, to]));
  const seen = await readCluster(
    { world, signal },
    { context, ends: [...texts].map(parseEnd), namespaces: [], dns: false },
  );
  const judge = assertionJudge({ ...seen, at: world.now(), vantage: { kind: 'none', name: 'nowhere' } });
  return (function* () {
    for (const assertion of assertions) yield judge(assertion);
  })();
}
