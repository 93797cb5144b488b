import { CannotObserve } from '../../../core/cannot-observe.ts';
import { parseSource } from '../../../core/target/source.ts';
import type { Context } from '../../../core/tool.ts';
import { usedServers } from '../../../tools/dns-lookup/client-view.ts';
import { Observation as DnsSeen } from '../../../tools/dns-lookup/observation.ts';
import type { Question } from '../../question.ts';
import type { Place } from '../../survey.ts';
import type { WalkedLeg } from '../../walk.ts';
import { clusterDomain, isOfCluster, storyOf } from './evaluate/names.ts';
import type { ClusterDns } from './observation.ts';
import type { FailedName } from './observe/controls.ts';
import { observeClusterDns } from './observe/observe.ts';
import { asksInCluster, callsForDns } from './trigger.ts';

/**
 * The cluster's DNS as it is, where the walk of a leg calls for it: DNS failed, led elsewhere, or could not be asked. Undefined where it
 * does not, and where there is no cluster to read.
 */
export async function askClusterDns(
  context: Context,
  { source, target, destination, kubeContext }: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<ClusterDns | undefined> {
  const { host } = leg.end;
  if (!destination || destination.cluster.source === 'none') return undefined;
  if (!asksInCluster(source, place.inCluster) || target.address !== undefined) return undefined;
  if (place.blind === undefined && !callsForDns(leg, host)) return undefined;
  const lookup = DnsSeen.safeParse(leg.looked.dns?.seen).data;
  const nameservers = lookup && usedServers(lookup.config);
  const [namespace = '', name = ''] = place.vantage.name.split('/');
  // Before a proxy it is the proxy's name that is asked for.
  const named = host === target.host ? destination.service : undefined;
  const failed = isOfCluster({ host, named }) ? undefined : failedName(host, lookup);
  const asked = {
    source: source === undefined ? undefined : parseSource(source),
    ...(place.vantage.kind === 'pod' && { pod: { namespace, name } }),
    kubeContext,
    ...(nameservers && { nameservers }),
    ...(failed && { failed }),
  };
  try {
    const step = { target: target.text, part: 'cluster-dns', host, ...(source !== undefined && { source }) };
    return await context.steps.observe('diagnose', step, () => observeClusterDns(context, asked));
  } catch (error) {
    if (error instanceof CannotObserve) return undefined;
    throw error;
  }
}

function failedName(host: string, lookup: DnsSeen | undefined): FailedName | undefined {
  const failing = storyOf({ host, lookup })?.failing;
  const server = failing?.answers[0]?.view.exchange.server;
  if (!lookup || !failing || server === undefined) return undefined;
  return { server, name: failing.name, clusterDomain: clusterDomain(lookup.config.search) };
}
