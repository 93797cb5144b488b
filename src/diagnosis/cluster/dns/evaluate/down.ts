import type { Check } from '../../../../core/check.ts';
import type { Fix } from '../../../../core/fix.ts';
import type { Pod } from '../../../../core/kubernetes/pod.ts';
import { shellWord } from '../../../../core/shell-word.ts';
import type { ClusterDns, PodLog } from '../observation.ts';
import { dnsService, fail, readyEndpoints, warn } from './case.ts';
import { facts, logQuotes } from './facts.ts';

/** What CoreDNS's plugin loop writes before it ends the program (https://coredns.io/plugins/loop/). */
const LOOP = /plugin\/loop: Loop \(.{1,200}\) detected/;

/** Nothing behind the cluster's DNS, and whether CoreDNS says itself that it forwards to itself. Undefined where something is ready. */
export function downCheck(seen: ClusterDns): Check | undefined {
  if (readyEndpoints(seen) !== 0) return undefined;
  const looping = loopingPod(seen);
  const said = { test: testOf(seen), evidence: facts(seen), untrusted: logQuotes(seen) };
  if (looping !== undefined) {
    return fail('dns.coredns-loop', {
      ...said,
      summary: `CoreDNS forwards to itself: no endpoint of ${dnsService(seen)} is ready, and ${looping} logged that it found a loop`,
      fix: LOOP_FIX,
    });
  }
  return fail('dns.cluster-down', {
    ...said,
    summary: `No endpoint of ${dnsService(seen)} is ready: the cluster’s DNS answers nobody`,
    fix: bringBack(seen),
  });
}

/** One of several pods of CoreDNS loops: the others still answer. */
export function loopWarning(seen: ClusterDns): Check | undefined {
  const looping = loopingPod(seen);
  if (looping === undefined || (readyEndpoints(seen) ?? 0) === 0) return undefined;
  return warn('dns.coredns-loop', {
    test: testOf(seen),
    summary: `${looping} logged that CoreDNS forwards to itself on its node; other pods of ${dnsService(seen)} are ready`,
    evidence: facts(seen),
    untrusted: logQuotes(seen),
    fix: LOOP_FIX,
  });
}

const LOOP_FIX: Fix = {
  summary:
    'The resolv.conf that CoreDNS got from its node names a loopback address. Set resolvConf in the kubelet’s configuration to the file with the real servers (with systemd-resolved /run/systemd/resolve/resolv.conf), or name them in the Corefile in place of /etc/resolv.conf; then delete the pods.',
};

/** A pod that is started again and again, and says why. */
function loopingPod({ pods, logs }: ClusterDns): string | undefined {
  const looped = (pod: Pod): boolean => isRestarted(pod) && logs.some((log) => saysLoop(log, pod));
  const pod = pods?.objects.find(looped);
  return pod && `${pod.metadata.namespace}/${pod.metadata.name}`;
}

const saysLoop = ({ pod, lines }: PodLog, { metadata }: Pod): boolean =>
  pod === metadata.name && lines.some((line) => LOOP.test(line));

const isRestarted = ({ status }: Pod): boolean =>
  status.containerStatuses.some(
    ({ restartCount = 0, state }) => restartCount > 0 || state.waiting?.reason === 'CrashLoopBackOff',
  );

function testOf({ services }: ClusterDns): string {
  const [service] = services.objects;
  const { namespace = 'kube-system', name = 'kube-dns' } = service?.metadata ?? {};
  return `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}`;
}

function bringBack(seen: ClusterDns): Fix {
  const [service] = seen.services.objects;
  const { namespace = 'kube-system' } = service?.metadata ?? {};
  const selector = Object.entries(service?.spec.selector ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const none = seen.pods && !seen.pods.failure && seen.pods.objects.length === 0;
  return {
    summary: none
      ? 'There are no pods: scale the Deployment of the cluster’s DNS up again, or correct the Service’s selector.'
      : 'See why its pods are not ready, and bring them back.',
    command: none
      ? `kubectl -n ${namespace} get deployments,daemonsets`
      : `kubectl -n ${namespace} describe pods -l ${shellWord(selector)}`,
    verify: testOf(seen),
  };
}
