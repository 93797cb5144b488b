import type { Verdict } from '../../../core/report.ts';
import type { UsedObjects } from '../used.ts';
import { failures } from './failures.ts';
import type { ClusterDns } from './observation.ts';

/** Of the cluster's DNS what a verdict about it rests on: the Corefile where a rule decides, else the Service and its pods. */
export function usedOfDns(
  { services, pods, corefile }: ClusterDns,
  code: Verdict['code'],
): Pick<UsedObjects, 'objects' | 'pods'> {
  const none = { objects: [], pods: [] };
  if (code === null || !Object.hasOwn(failures, code) || code === 'dns.wrong-policy') return none;
  const { metadata, name } = corefile ?? {};
  if (code === 'dns.corefile-rewrite' || code === 'dns.upstream-unreachable') {
    return metadata
      ? {
          ...none,
          objects: [{ name: `ConfigMap ${metadata.namespace}/${name ?? ''}`, metadata, decides: true }],
        }
      : none;
  }
  const [service] = services.objects;
  if (!service) return none;
  const label = `${service.metadata.namespace}/${service.metadata.name}`;
  return {
    objects: [{ name: `Service ${label}`, metadata: service.metadata, decides: false }],
    pods: [{ name: label, pods: pods?.objects ?? [] }],
  };
}

/** Whom the same fault of the cluster's DNS hurts besides. */
const ALSO: Readonly<Record<string, string>> = {
  'dns.cluster-down': 'every pod that asks the cluster’s DNS, for every name',
  'dns.coredns-loop': 'every pod that asks the cluster’s DNS, for every name',
  'dns.upstream-unreachable': 'every pod that asks the cluster’s DNS, for every name outside the cluster',
  'dns.corefile-rewrite': 'every pod that asks the cluster’s DNS, for this name',
};

/** Whom it hurts besides, in a line; none for a fault of the source alone. */
export function alsoWithoutNames({ code }: Verdict): string[] {
  const also = code === null ? undefined : ALSO[code];
  return also === undefined ? [] : [also];
}
