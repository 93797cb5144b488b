import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import type { Reader } from './reader.ts';

/** Where distributions keep the cluster's DNS, and the labels of its pods and of NodeLocal DNSCache's. */
const PLACES = [
  {
    namespace: 'kube-system',
    service: 'kube-dns',
    pods: 'k8s-app in (kube-dns,node-local-dns,nodelocaldns)',
  },
  // OpenShift's listens on 5353 in its pods.
  {
    namespace: 'openshift-dns',
    service: 'dns-default',
    pods: 'dns.operator.openshift.io/daemonset-dns=default',
  },
] as const;

export interface ClusterDns {
  readonly namespace: string;
  readonly service: Service;
  readonly pods: readonly Pod[];
}

/** The cluster's DNS Service and its pods; undefined where no place that is known has one. */
export async function readClusterDns(reader: Reader): Promise<ClusterDns | undefined> {
  for (const { namespace, service: name, pods } of PLACES) {
    const [service, found] = await Promise.all([
      reader.get(resources.services, name, namespace),
      reader.list(resources.pods, namespace, { labelSelector: pods, limit: 200 }),
    ]);
    if (service) return { namespace, service, pods: found };
  }
  return undefined;
}
