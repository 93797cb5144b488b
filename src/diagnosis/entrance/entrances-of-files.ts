import { CannotObserve } from '../../core/cannot-observe.ts';
import type { Context } from '../../core/tool.ts';
import type { Place } from '../survey.ts';
import type { Entering } from './enter.ts';
import type { Entrances } from './entrances.ts';
import { findEntrance } from './find-entrance.ts';

/**
 * What manifests have of a URL: where they have an entrance for it, they decide, and nothing is sent. Whoever names this machine
 * as the source wants it to send.
 */
export async function entrancesOfFiles(
  context: Context,
  { url, kubeContext }: Entering,
  source: string | undefined,
): Promise<Entrances | undefined> {
  if (url === undefined || source === 'local' || context.world.standIn === undefined) return undefined;
  try {
    const found = await findEntrance(context, { url, addresses: [], kubeContext });
    return found.source === 'files' && found.entrance ? found : undefined;
  } catch (error) {
    // A recording of a walk that was sent.
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

/** The place of a walk in which nothing is sent. */
export const notSent = (context: Context, { source }: Entrances, target: string): Place => ({
  at: context.world.now(),
  vantage: { kind: 'none', name: 'manifests' },
  inCluster: false,
  blind: new CannotObserve('unsupported', `Manifests have an entrance for ${target}, and nothing is sent.`, {
    summary: 'To send it from this machine all the same: --source local.',
  }),
  cluster: { source },
});
