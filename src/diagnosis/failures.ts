import { defineFailures } from '../core/failure.ts';
import { failures as clusterDns } from './cluster/dns/failures.ts';

/** The failure modes that no tool can name alone: what was sent and what was read have to be held against each other. */
export const failures = defineFailures({
  ...clusterDns,
  'service.dataplane': {
    title: 'The endpoints answer, the virtual address does not',
    symptom: 'the Service times out or refuses, its pods answer by their own addresses',
    toldApartBy:
      'From the source itself every ready endpoint that the virtual address may choose accepts, and every try of the virtual address fails; what is known of kube-proxy or the network plugin’s agent on the source’s node.',
    fix: 'Restart what makes Services work on that node: kube-proxy, or the network plugin that replaces it.',
    seen: ['https://github.com/projectcalico/calico/issues/2024'],
  },
  'service.partial': {
    title: 'Some endpoints of the Service fail',
    symptom: 'fails one time in n',
    toldApartBy:
      'Each ready endpoint is dialled by itself from the source: some accept, and some fail, each twice. No policy that was read denies them. Whether it is those on other nodes that fail is said.',
    fix: 'Repair the endpoints that fail, or have their readiness probe fail, so that nothing is sent to them.',
  },
  'service.hairpin': {
    title: 'A pod cannot reach itself through its Service',
    symptom: 'fails only where the Service sends a pod back to itself',
    toldApartBy:
      'The source is a ready endpoint of the Service, every endpoint accepts by itself, and connections to the virtual address get no answer: all where the source is the only endpoint, else as many as chance sends back to it.',
    fix: 'Switch hairpin mode on where the pod is plugged in.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/20475'],
  },
  'tcp.pods-differ': {
    title: 'Some pods of the source connect and some do not',
    symptom: 'works for some requests, or since the last roll-out for none that meet a new pod',
    toldApartBy:
      'The newest pod of the workload, the oldest and one on another node made the same connection: some connect and some do not. In what those that fail differ is said: node, roll-out, labels, age, and what the policies say of each.',
    fix: 'Look at what those that fail have in common: their node, their labels, their version.',
  },
  'firewall.overlay-blocked': {
    title: 'Nothing is admitted between nodes that carries pods’ packets',
    symptom: 'connection timed out between nodes, not on one node',
    toldApartBy:
      'From the source itself every endpoint on its own node accepts and every one on another fails; no interface has the pods’ addresses, the nodes’ interfaces drop foreign ones; and AWS admits none of what the network plugin may use between the two nodes: UDP 8472, 4789, 6081, 51820 or 51871, IP in IP, or IPsec.',
    fix: 'Admit what the network plugin uses between the nodes’ security groups, in both directions.',
  },
  'policy.not-enforced': {
    title: 'A policy denies it and nothing enforces the policy',
    symptom: 'what should be denied connects',
    toldApartBy:
      'The model of the policies says that they deny the connection, and a probe that was sent from the source itself connects; the network plugin that was found.',
    fix: 'Run a network plugin that enforces NetworkPolicy for this pod.',
    seen: ['https://github.com/k3s-io/k3s/issues/445'],
  },
});
