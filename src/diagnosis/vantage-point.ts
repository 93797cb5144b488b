import { CannotObserve } from '../core/cannot-observe.ts';
import { clusterIdentity } from '../core/kubernetes/cluster-identity.ts';
import { parseSource } from '../core/target/source.ts';
import type { Target } from '../core/target/target.ts';
import type { Context } from '../core/tool.ts';
import { readAccount } from './cloud/read-account.ts';
import { isDialled, notDialled } from './cluster/dialled.ts';
import { type Destination, isInside } from './cluster/destination.ts';
import { noCluster } from './cluster/no-cluster.ts';
import { asksInCluster } from './cluster/dns/trigger.ts';
import { type Place, type ReadingStamp, survey } from './survey.ts';

/** The vantage as surveyed; where nothing can be sent from it, why, as long as something can be read instead. */
export async function vantagePoint(
  context: Context,
  source: string | undefined,
  target: Target,
  destination: Destination | undefined,
): Promise<Place> {
  try {
    if (!isDialled(target)) throw notDialled(target.text);
    return await survey(context, source === undefined ? undefined : parseSource(source), target.text);
  } catch (error) {
    if (!(error instanceof CannotObserve)) throw error;
    const unconfigured =
      destination?.cluster.source === 'none' && source !== undefined && isInside(parseSource(source));
    const why = unconfigured ? noCluster(source) : error;
    if (!destination || !isRead(destination, source)) return readAccount(context, source, target, why);
    return {
      ...(await readingStamp(context, target, destination)),
      inCluster: false,
      blind: error,
      cluster: destination.cluster,
    };
  }
}

/** When and from where the cluster was read. A recording without it stands for itself. */
async function readingStamp(
  { steps, world }: Context,
  target: Target,
  { cluster }: Destination,
): Promise<ReadingStamp> {
  const now = async (): Promise<ReadingStamp> => ({
    at: world.now(),
    vantage: await clusterIdentity(world.kubernetes, cluster.context),
  });
  try {
    return await steps.observe('diagnose', { target: target.text, part: 'reading' }, now);
  } catch (error) {
    if (error instanceof CannotObserve) return now();
    throw error;
  }
}

/** Whether anything is read of a cluster in place of what cannot be sent. */
const isRead = ({ cluster, service, end }: Destination, source: string | undefined): boolean =>
  cluster.source !== 'none' &&
  (service !== undefined || end !== undefined || (source !== undefined && asksInCluster(source, false)));
