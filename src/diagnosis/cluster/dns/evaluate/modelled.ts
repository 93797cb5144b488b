import { type Check, pass, skipped, unknown } from '../../../../core/check.ts';
import { clusterZones } from '../../../../core/corefile/touching.ts';
import { isWithin } from '../../../../core/corefile/zone.ts';
import { readFix } from '../../../../core/kubernetes/read-fix.ts';
import type { Pod } from '../../../../core/kubernetes/pod.ts';
import type { Service } from '../../../../core/kubernetes/service.ts';
import { serviceName } from '../../../../core/target/service-name.ts';
import { nameInSentence } from '../../../../core/untrusted.ts';
import type { Case } from './case.ts';
import { touching } from './corefile-rule.ts';
import { downCheck } from './down.ts';
import { meantName } from './names.ts';
import { asksOthers, policyLine, resolverOf } from './wrong-policy.ts';

/**
 * What DNS would say to the source, as far as what is written decides it: nothing was asked. Undefined where it does not: for a name from
 * outside, and for a source whose resolver is none of the cluster's matters.
 */
export function modelledDns(about: Case): Check | undefined {
  const { seen, named } = about;
  const pod = seen.source?.object;
  if (!pod) return named && seen.source?.failure ? noSource(about) : undefined;
  const resolver = resolverOf(pod);
  const servers = resolver === 'own' ? (pod.spec.dnsConfig?.nameservers ?? []) : [];
  if (resolver === 'node') return named ? nodeResolver(about, pod) : undefined;
  // Such a server may be one that hands names of the cluster on to its DNS.
  if (asksOthers(about, servers)) return named ? otherServers(about, pod, servers) : undefined;
  const cached = (seen.nodeLocal?.objects.length ?? 0) > 0;
  // A cache on the node has answers of its own.
  const down = cached || seen.cluster.source !== 'live' ? undefined : downCheck(seen);
  if (down) return down;
  return named ? ofService(about, pod) : ofOutside(about);
}

/** What is outside is in no manifest; in a live cluster somebody could ask. */
const ofOutside = ({ host, seen }: Case): Check | undefined =>
  seen.cluster.source === 'files'
    ? unknown('dns', {
        test: `dig ${nameInSentence(host)}`,
        summary: `${nameInSentence(host)} is no name of the cluster: manifests do not say where it leads`,
        fix: 'Give its address in place of the name, so that policies are judged for it; or ask the live cluster.',
      })
    : undefined;

function ofService(about: Case, pod: Pod): Check | undefined {
  const { service, seen } = about;
  const object = service?.service?.object;
  const test = testOf(about);
  if (!object) {
    return service?.absent && seen.cluster.source === 'live'
      ? skipped('dns', { test, summary: 'there is no such Service, so no such name', blockedBy: 'service' })
      : undefined;
  }
  const name = nameInSentence(about.host);
  const doubt = doubtOf(about, pod);
  if (doubt !== undefined) {
    return unknown('dns', { test, summary: `${name}: ${doubt.why}`, fix: doubt.fix });
  }
  const { namespace, name: called } = object.metadata;
  return pass('dns', {
    test,
    summary: `${name} is the name of Service ${namespace}/${called}: ${gives(object)}`,
    evidence: ['by the model: nothing was asked', policyLine(pod)],
  });
}

const testOf = ({ named, seen }: Case): string =>
  seen.cluster.source === 'files'
    ? `Service ${named?.namespace ?? ''}/${named?.name ?? ''} in the manifests`
    : `kubectl -n ${named?.namespace ?? ''} get service ${named?.name ?? ''}`;

/** What could make the name mean something else. */
function doubtOf(about: Case, pod: Pod): { why: string; fix: string } | undefined {
  const { seen, host, service } = about;
  const [rule] = touching(about);
  if (rule) {
    return {
      why: `a ${rule.plugin} rule of the Corefile matches it, so it may mean something else`,
      fix: 'Ask from the pod itself (--allow-exec), or look at the rule in the Corefile.',
    };
  }
  const { parsed } = seen.corefile ?? {};
  const domain = serviceName(host)?.clusterDomain;
  const zones = parsed && clusterZones(parsed, meantName(about));
  if (domain !== undefined && zones && !zones.some((zone) => isWithin(domain, zone))) {
    return {
      why: 'the Corefile serves the cluster under another domain',
      fix: 'Correct the domain at the end of the name.',
    };
  }
  const own = serviceName(host)?.pod;
  if (own !== undefined && !service?.pods?.objects.some(({ metadata }) => metadata.name === own)) {
    return {
      why: 'no pod of that name was read behind the Service',
      fix: 'Correct the name of the pod in front of the Service’s.',
    };
  }
  if (resolverOf(pod) === 'own' && !/\.svc\.[^.]/.test(host)) {
    return {
      why: 'with dnsPolicy None it is completed only by the search list of the pod’s dnsConfig',
      fix: 'Use the whole name, with the cluster’s domain.',
    };
  }
  return undefined;
}

function gives({ spec }: Service): string {
  if (spec.type === 'ExternalName') return `an alias of ${nameInSentence(spec.externalName ?? '')}`;
  if (spec.clusterIP === 'None') return 'the addresses of its ready pods';
  return spec.clusterIPs.length > 0 ? spec.clusterIPs.join(', ') : 'its cluster address';
}

const nodeResolver = ({ host }: Case, pod: Pod): Check =>
  unknown('dns', {
    test: 'cat /etc/resolv.conf, in the pod',
    summary: `The source asks the name servers of its node, which as a rule know no names of the cluster such as ${nameInSentence(host)}`,
    evidence: [policyLine(pod)],
    fix:
      pod.spec.hostNetwork === true
        ? 'Set dnsPolicy: ClusterFirstWithHostNet in the pod’s template; or ask from the pod itself (--allow-exec).'
        : 'Set dnsPolicy: ClusterFirst in the pod’s template; or ask from the pod itself (--allow-exec).',
  });

const otherServers = ({ host }: Case, pod: Pod, servers: readonly string[]): Check =>
  unknown('dns', {
    test: 'cat /etc/resolv.conf, in the pod',
    summary: `The source asks ${servers.join(', ')}, not the cluster’s DNS: whether that knows ${nameInSentence(host)} is not known`,
    evidence: [policyLine(pod)],
    fix: 'Name the cluster’s DNS in dnsConfig.nameservers, or set dnsPolicy: ClusterFirst; or ask from the pod itself (--allow-exec).',
  });

function noSource({ seen }: Case): Check | undefined {
  const failure = seen.source?.failure;
  if (!failure || seen.cluster.source !== 'live') return undefined;
  return unknown('dns', {
    test: 'dnsPolicy of the source',
    summary: `How the source’s names are resolved could not be read: ${failure.message}`,
    fix: readFix(failure),
  });
}
