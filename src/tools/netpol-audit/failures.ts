import { defineFailures } from '../../core/failure.ts';

/** The failure modes that netpol_audit can name. */
export const failures = defineFailures({
  'policy.ingress-denied': {
    title: 'No policy of the destination admits the source',
    symptom: 'times out, or is refused where the plugin denies by reset',
    toldApartBy:
      'Policies that isolate the destination for ingress, none of whose rules admits this peer and port; the nearest rule and what differs.',
    fix: 'Admit the source at the destination by the least policy that does.',
  },
  'policy.egress-denied': {
    title: 'No policy of the source lets it out',
    symptom: 'times out, or is refused where the plugin denies by reset',
    toldApartBy:
      'Policies that isolate the source for egress, none of whose rules admits this peer and port; the nearest rule and what differs.',
    fix: 'Let the source out to the destination by the least policy that does.',
  },
  'policy.egress-dns-denied': {
    title: 'The source may not ask the cluster’s DNS',
    symptom: 'every name times out',
    toldApartBy:
      'The source is isolated for egress, and no rule admits the DNS pods on UDP at the port on which they really listen; where its resolv.conf names another server, that one on port 53.',
    fix: 'Let it out to the DNS pods, UDP and TCP.',
    seen: ['https://github.com/kubernetes/website/issues/54997'],
  },
  'policy.dns-udp-only': {
    title: 'DNS over UDP only',
    symptom: 'names with large answers time out',
    toldApartBy:
      'The DNS pods are admitted on UDP, and not on TCP, to which a truncated answer makes the client change.',
    fix: 'Admit TCP as well.',
  },
  'policy.dns-service-port': {
    title: 'The DNS rule names the Service’s port',
    symptom: 'every name times out',
    toldApartBy:
      'A rule admits the DNS pods on the port of the DNS Service, and the pods listen on another: policies see the port after translation.',
    fix: 'Name the port on which the DNS pods listen.',
    seen: ['https://github.com/cilium/cilium/issues/13308'],
  },
  'policy.nodelocal-dns': {
    title: 'NodeLocal DNSCache is not admitted',
    symptom: 'every name times out',
    toldApartBy: 'The source’s name server is link-local, and the rules that admit DNS name pods only.',
    fix: 'Admit the link-local address by an ipBlock of one address.',
    seen: ['https://github.com/projectcalico/calico/issues/3795'],
  },
  'policy.label-drift': {
    title: 'One label differs from a rule that would admit it',
    symptom: 'times out, often since a rename or a new chart version',
    toldApartBy:
      'A rule admits this port and namespace, and exactly one expression of its podSelector does not hold.',
    fix: 'Correct the label or the selector.',
  },
  'policy.namespace-label': {
    title: 'The namespaceSelector matches no namespace',
    symptom: 'times out',
    toldApartBy:
      'A rule would admit the pod but for its namespaceSelector, which selects none of the cluster’s namespaces.',
    fix: 'Select by kubernetes.io/metadata.name, which every namespace has.',
  },
  'policy.service-port': {
    title: 'The rule names the Service’s port',
    symptom: 'times out',
    toldApartBy:
      'A rule admits the peer on the Service’s port, and the pods listen on its targetPort: policies see the port after translation.',
    fix: 'Name the targetPort.',
    seen: ['https://github.com/kubernetes/website/issues/8295'],
  },
  'policy.and-or': {
    title: 'One peer with both selectors, where two peers were meant, or the reverse',
    symptom: 'times out, or admits more than was meant',
    toldApartBy:
      'Together the selectors of one peer match no pod that was read, while each alone matches one; or two peers admit by one selector what the other was to narrow down.',
    fix: 'Move the dash: selectors under one dash are ANDed, under two ORed.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/50451'],
  },
  'policy.cross-namespace': {
    title: 'A podSelector alone means the policy’s own namespace',
    symptom: 'times out from other namespaces',
    toldApartBy: 'A rule’s podSelector selects the other pod by its labels, and has no namespaceSelector.',
    fix: 'Add a namespaceSelector beside the podSelector.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/112467'],
  },
  'policy.named-port': {
    title: 'The port’s name does not lead there',
    symptom: 'times out, for some pods only',
    toldApartBy:
      'A rule admits the peer on a port by name, which the destination pod gives to another port or to none.',
    fix: 'Name the port by its number.',
    seen: ['https://github.com/cilium/cilium/issues/30003'],
  },
  'policy.ipblock-pods': {
    title: 'An ipBlock names addresses of pods',
    symptom: 'works or not, by network plugin',
    toldApartBy:
      'The only rule that covers the pod’s address is an ipBlock, which plugins match with pods or not.',
    fix: 'Select pods by labels.',
    seen: ['https://github.com/cilium/cilium/issues/9209'],
  },
  'policy.host-network': {
    title: 'A pod in the node’s network is its node’s address',
    symptom: 'times out across nodes, works on the same node',
    toldApartBy:
      'A rule’s selectors match the labels of a pod with hostNetwork, which most plugins take as its node’s address.',
    fix: 'Admit the nodes’ network by an ipBlock.',
    seen: ['https://github.com/projectcalico/calico/issues/5566'],
  },
  'policy.other-api': {
    title: 'Policies of another API may deny',
    symptom: 'times out although every NetworkPolicy allows it',
    toldApartBy:
      'NetworkPolicies allow it, and a cluster-scoped policy denies it, or one of Cilium’s or Calico’s own selects an end.',
    fix: 'Look at that policy.',
  },
});

export type Code = keyof typeof failures;
