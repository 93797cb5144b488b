import { type Check, unknown } from '../../../core/check.ts';
import type { PodFacts } from '../pod-facts.ts';
import { hiddenPod } from '../model/hidden-pod.ts';
import type { Chain } from '../model/outcome.ts';
import { takenBack } from './taken-back.ts';

/** Nothing is claimed of the way of a pod whose address is on no interface: which packets AWS sees of it, no record tells. */
export function withOverlayPod(
  checks: readonly Check[],
  chains: readonly Chain[],
  pods: readonly PodFacts[] = [],
): Check[] {
  const hidden = hiddenPod(chains, pods);
  if (!hidden) return [...checks];
  const { address, pod } = hidden;
  const unseen = unknown('firewall', {
    test: `kubectl -n ${pod.namespace} get pod ${pod.name} -o wide`,
    summary: `${address} is pod ${pod.namespace}/${pod.name}, and no interface has that address: its packets travel inside those of its node, or with the address of its node`,
    evidence: ['ec2:DescribeNetworkInterfaces: no such address, and none of a delegated prefix'],
    fix: 'Between nodes ask about the two nodes and the port of the overlay (VXLAN: UDP 4789 or 8472, Geneve: UDP 6081, WireGuard: UDP 51820); towards what is outside, about the node as the source.',
  });
  // What lets the address itself pass says nothing either.
  const others = checks.filter(({ status }) => status !== 'pass');
  return [unseen, ...others.map((check) => takenBack(check, `If ${address} were sent as it is`))];
}
