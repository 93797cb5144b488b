import { defineFailures } from '../../../core/failure.ts';

/** The failure modes of the cluster's own DNS: what the source was answered, held against what the API has. */
export const failures = defineFailures({
  'dns.cluster-down': {
    title: 'The cluster’s DNS has nothing behind it',
    symptom: 'every name fails, in every pod',
    toldApartBy:
      'No ready endpoint behind the Service of the cluster’s DNS, which is the one that the source asks; the state of its pods and what they logged last.',
    fix: 'Bring the pods of the cluster’s DNS back.',
  },
  'dns.coredns-loop': {
    title: 'CoreDNS forwards to itself',
    symptom: 'every name fails, and the pods of CoreDNS start again and again',
    toldApartBy:
      'The plugin loop says in the log of CoreDNS that it found a loop, and its pods are started again and again.',
    fix: 'Let CoreDNS forward to a name server that is not on a loopback address: set resolvConf of the kubelet to the file with the real servers, or name them in the Corefile.',
    seen: ['https://github.com/coredns/coredns/issues/2087'],
  },
  'dns.upstream-unreachable': {
    title: 'The cluster’s DNS cannot reach its forwarders',
    symptom: 'names of the cluster resolve, all others fail',
    toldApartBy:
      'The same server answers for a name of the cluster and not for one outside, and its log says now that what it forwards to does not answer: i/o timeout, or unreachable.',
    fix: 'Make the forwarders reachable from the pods of CoreDNS on port 53, UDP and TCP, or forward to others.',
  },
  'dns.wrong-policy': {
    title: 'The pod does not ask the cluster’s DNS',
    symptom: 'names of Services fail in one pod, and resolve in others',
    toldApartBy:
      'The name is one of the cluster, and no name server of the pod is the cluster’s; the dnsPolicy that made it so.',
    fix: 'Set dnsPolicy to ClusterFirst, or to ClusterFirstWithHostNet for a pod in its node’s network.',
  },
  'dns.corefile-rewrite': {
    title: 'A rule of the Corefile decides what the name means',
    symptom: 'one name fails or leads elsewhere',
    toldApartBy:
      'A rewrite, template or hosts rule of the Corefile matches the name, and what the name gave is not what it should give.',
    fix: 'Correct or remove the rule in the Corefile.',
  },
});

export type ClusterDnsCode = keyof typeof failures;
