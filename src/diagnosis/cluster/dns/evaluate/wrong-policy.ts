import type { Check } from '../../../../core/check.ts';
import type { Pod } from '../../../../core/kubernetes/pod.ts';
import type { ClusterDns } from '../observation.ts';
import { type Case, dnsService, fail, serverKind } from './case.ts';

/** How a pod gets its name servers (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy). */
export type Resolver = 'cluster' | 'node' | 'own';

/** With ClusterFirst, which is the default, a pod in its node's network gets the node's servers all the same. */
export function resolverOf({ spec }: Pod): Resolver {
  switch (spec.dnsPolicy ?? 'ClusterFirst') {
    case 'Default':
      return 'node';
    case 'None':
      return 'own';
    case 'ClusterFirst':
      return spec.hostNetwork === true ? 'node' : 'cluster';
    default:
      return 'cluster';
  }
}

/** What a server says that knows no names of the cluster. One that is silent may know them. */
const DENIED = ['dns.nxdomain', 'dns.no-data', 'dns.servfail', 'dns.refused'];

/** Whether a pod asks servers none of which is the cluster's DNS; what is not known may be. */
export const asksOthers = ({ seen }: Case, servers: readonly string[]): boolean =>
  servers.length > 0 && servers.every((server) => serverKind(seen, server) === 'other');

/**
 * The name of a Service that exists, denied, and none of the servers that the pod asks is the cluster's: they know nothing of it.
 * Undefined where one is the cluster's, or may be.
 */
export function wrongPolicyCheck(about: Case, servers: readonly string[]): Check | undefined {
  const { seen, named, row, service } = about;
  if (named === undefined || !service?.service?.object || !asksOthers(about, servers)) return undefined;
  if (!DENIED.includes(row?.code ?? '')) return undefined;
  const pod = seen.source?.object;
  return fail('dns.wrong-policy', {
    test: 'cat /etc/resolv.conf, in the pod',
    summary: `The source asks ${servers.join(', ')}, which ${servers.length === 1 ? 'is' : 'are'} not the cluster’s DNS ${addressesOf(seen)}: names of Services mean nothing there`,
    evidence: pod ? [policyLine(pod)] : ['the dnsPolicy of its pod is not known'],
    fix: fixOf(seen, pod),
  });
}

/** What the pod's settings are, for evidence. */
export function policyLine({ metadata, spec }: Pod): string {
  const policy = spec.dnsPolicy ?? 'ClusterFirst';
  const known = /^[A-Za-z]{1,40}$/.test(policy) ? policy : 'something else';
  const servers = spec.dnsConfig?.nameservers ?? [];
  return `${metadata.namespace}/${metadata.name}: dnsPolicy ${known}${spec.hostNetwork === true ? ', hostNetwork true' : ''}${servers.length > 0 ? `, dnsConfig.nameservers ${servers.join(', ')}` : ''}`;
}

const addressesOf = (seen: ClusterDns): string =>
  `(${dnsService(seen)}, ${seen.services.objects.flatMap(({ spec }) => spec.clusterIPs).join(', ')})`;

function fixOf(seen: ClusterDns, pod: Pod | undefined): string {
  const address = seen.services.objects[0]?.spec.clusterIPs[0];
  switch (pod && resolverOf(pod)) {
    case 'node':
      return pod?.spec.hostNetwork === true
        ? 'Set dnsPolicy: ClusterFirstWithHostNet in the pod’s template.'
        : 'Set dnsPolicy: ClusterFirst in the pod’s template, or leave it out.';
    case 'own':
      return `Name the cluster’s DNS in dnsConfig.nameservers${address === undefined ? '' : ` (${address})`}, or set dnsPolicy: ClusterFirst.`;
    default:
      return 'Look at clusterDNS in the kubelet’s configuration, and at what else writes the pod’s resolv.conf.';
  }
}
