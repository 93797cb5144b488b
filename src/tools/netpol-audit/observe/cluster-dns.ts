import { selectorText } from '../../../core/kubernetes/label-selector.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { DNS_PLACES } from '../dns-places.ts';
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
