import type { Manifest } from '../../manifest.ts';

/** A NetworkPolicy. */
export const policy = (namespace: string, name: string, spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec,
});

/** Nothing may enter. */
export const denyIngress = (namespace: string): Manifest =>
  policy(namespace, 'default-deny-ingress', { podSelector: {}, policyTypes: ['Ingress'] });

/** Nothing may leave. */
export const denyEgress = (namespace: string): Manifest =>
  policy(namespace, 'default-deny-egress', { podSelector: {}, policyTypes: ['Egress'] });

const CLUSTER_DNS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

/** Names may be asked for, by these protocols on this port. */
export const allowDns = (namespace: string, protocols = ['UDP', 'TCP'], port = 53): Manifest =>
  policy(namespace, 'allow-dns', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ to: [CLUSTER_DNS], ports: protocols.map((protocol) => ({ protocol, port })) }],
  });
