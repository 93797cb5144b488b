import { isReady } from '../../../../core/kubernetes/pod-state.ts';
import type { Pod } from '../../../../core/kubernetes/pod.ts';
import { needText } from '../../../../core/kubernetes/read-fix.ts';
import { quote, type Quote } from '../../../../core/untrusted.ts';
import type { ClusterDns } from '../observation.ts';
import { dnsService, readyEndpoints } from './case.ts';

const MOST_SHOWN = 5;

/** What is known of the cluster's DNS, a line a fact: its Service, endpoints, pods, and what could not be read. */
export function facts(seen: ClusterDns): string[] {
  const [service] = seen.services.objects;
  const ready = readyEndpoints(seen);
  const all = seen.slices?.objects.flatMap(({ endpoints }) => endpoints).length ?? 0;
  const pods = seen.pods?.objects ?? [];
  return [
    ...(service && ready !== undefined
      ? [
          `Service ${dnsService(seen)} (${service.spec.clusterIPs.join(', ')}): ${ready} of ${all} endpoints ready`,
        ]
      : []),
    ...pods.slice(0, MOST_SHOWN).map(podLine),
    ...(service && seen.pods && !seen.pods.failure && pods.length === 0
      ? [`no pod has the labels that Service ${dnsService(seen)} selects`]
      : []),
    ...(pods.length > MOST_SHOWN ? [`and ${pods.length - MOST_SHOWN} more pods`] : []),
    ...unread(seen),
  ];
}

/** The last errors that its pods logged: foreign text. */
export function logQuotes({ logs }: ClusterDns): Quote[] {
  return logs.flatMap(({ pod, previous, lines }) =>
    lines
      .slice(-MOST_SHOWN)
      .map((line) => quote(`log of ${pod}${previous ? ' before its last restart' : ''}`, line, 300)),
  );
}

function podLine(pod: Pod): string {
  const { metadata, spec, status } = pod;
  const [main] = status.containerStatuses;
  const reason = main?.state.waiting?.reason;
  const word = reason !== undefined && /^[A-Za-z]{1,40}$/.test(reason) ? reason : undefined;
  const state = isReady(pod) ? 'ready' : (word ?? 'not ready');
  const exit = main?.lastState.terminated?.exitCode;
  const restarts = status.containerStatuses.reduce((sum, one) => sum + (one.restartCount ?? 0), 0);
  return [
    `pod ${metadata.namespace}/${metadata.name}: ${state}`,
    ...(restarts > 0 ? [`restarted ${restarts} ${restarts === 1 ? 'time' : 'times'}`] : []),
    ...(exit === undefined || isReady(pod) ? [] : [`last exit code ${exit}`]),
    ...(spec.nodeName === undefined ? [] : [`node ${spec.nodeName}`]),
  ].join(', ');
}

function unread({ pods, slices, corefile, logs }: ClusterDns): string[] {
  const failed = [pods?.failure, slices?.failure, corefile?.failure, ...logs.map(({ failure }) => failure)];
  const words = failed.flatMap((failure) =>
    failure === undefined || failure.reason === 'not-found' || failure.reason === 'not-in-files'
      ? []
      : [`not read: ${failure.needs ? needText(failure.needs) : failure.message}`],
  );
  return [...new Set(words)];
}
