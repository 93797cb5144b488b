import { selectorText } from '../../../core/kubernetes/label-selector.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { DNS_PLACES } from '../dns-places.ts';
import type { End } from '../end.ts';
import { isMadeBy } from '../workload-of.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import type { Reader } from './reader.ts';

export interface ClusterDns {
  readonly namespace: string;
  readonly pods: readonly Pod[];
}

/** The pods of the cluster's DNS; undefined where no place that is known has any. */
export async function readClusterDns(reader: Reader): Promise<ClusterDns | undefined> {
  for (const { namespace, labels } of DNS_PLACES) {
    const pods = await reader.list(resources.pods, namespace, {
      labelSelector: selectorText({ matchLabels: labels }),
      limit: 100,
    });
    if (pods.length > 0) return { namespace, pods };
  }
  return undefined;
}

/** Whether an end has a pod that is not given the cluster's name servers: those it has may be the cluster's all the same. */
export const choosesServers = (
  end: End | undefined,
  pods: readonly Pod[],
  nameserver: string | undefined,
): boolean =>
  pods.some(
    (pod) =>
      (pod.spec.dnsPolicy === 'None' || (pod.spec.dnsPolicy === 'Default' && nameserver !== undefined)) &&
      ((end?.kind === 'pod' && end.name === pod.metadata.name && end.namespace === pod.metadata.namespace) ||
        (end?.kind === 'workload' && isMadeBy(pod, end))),
  );

/** The Service in front of the cluster's DNS, by which its address is known. */
export async function readDnsService(reader: Reader, namespace: string): Promise<Service[]> {
  const place = DNS_PLACES.find((one) => one.namespace === namespace);
  const service = place && (await reader.get(resources.services, place.service, namespace));
  return service ? [service] : [];
}
