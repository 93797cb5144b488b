import type { Labels } from '../../core/kubernetes/labels.ts';

/** Where distributions keep the pods of the cluster's DNS, by which labels, and how their Service is called. */
export const DNS_PLACES: readonly {
  readonly namespace: string;
  readonly service: string;
  readonly labels: Labels;
}[] = [
  { namespace: 'kube-system', service: 'kube-dns', labels: { 'k8s-app': 'kube-dns' } },
  // OpenShift's pods listen on 5353.
  {
    namespace: 'openshift-dns',
    service: 'dns-default',
    labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
  },
];
