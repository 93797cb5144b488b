import type { Checkpoint } from './checkpoint.ts';
import { chainOf } from './chain.ts';
import type { Estate } from './estate.ts';
import type { Journey } from './journey.ts';
import { isBranch, isPod } from './pod-interface.ts';
import { rangeText } from './range.ts';
import { type PodsOfEnds, withinNode } from './same-node.ts';
import { type Sender, senderOf } from './sender.ts';

/** What is met between two ends, what sends in the source's place, and of which pods the cluster could tell more. */
export interface SentOver {
  readonly checkpoints: readonly Checkpoint[];
  readonly sender?: Sender;
  readonly wanted: readonly string[];
}

/** Every checkpoint between two ends, with what the network plugin of a pod's node does to its packets. */
export function sentOver(estate: Estate, journey: Journey, pods: PodsOfEnds): SentOver {
  const { source, destination } = journey;
  const local = withinNode(source, destination, pods);
  if (local) return { checkpoints: [{ ...local, leg: 1, direction: 'forward' }], wanted: [] };
  const own = chainOf(estate, journey);
  if (!isPod(source)) return { checkpoints: own, wanted: modeWanted(journey) };
  const sender = senderOf(estate, source, destination, pods.source);
  const text = rangeText(source.range);
  const wanted = [...(sender.by === 'unknown' && !pods.source ? [text] : []), ...modeWanted(journey)];
  if (sender.by !== 'node') return { checkpoints: own, sender, wanted };
  const { node, because } = sender;
  const via = chainOf(estate, { ...journey, source: node, leg: 2 });
  const snat: Checkpoint = {
    leg: 1,
    direction: 'forward',
    kind: 'transit',
    resource: node.name,
    verdict: 'allow',
    said: `What ${text} sends there leaves by ${node.name}, the primary interface of its node, with its address ${rangeText(node.range)}`,
    evidence: [because],
    look: 'kubectl -n kube-system describe daemonset aws-node',
  };
  return { checkpoints: [snat, ...via.map((one) => blamed(one, own, node.name))], sender, wanted };
}

/** A group that refuses the node's interface, where it, or that of the pod, admits the pod's own. */
function blamed(one: Checkpoint, own: readonly Checkpoint[], node: string): Checkpoint {
  const isGroup = one.kind === 'src_fw_egress' || one.kind === 'dst_fw_ingress';
  if (!isGroup || one.verdict !== 'deny') return one;
  const other = own.find(
    ({ kind, direction, leg }) => kind === one.kind && direction === one.direction && leg === one.leg - 1,
  );
  if (other?.verdict !== 'allow') return one;
  return {
    ...one,
    code: 'firewall.snat',
    said: `${one.said}: the pod’s packets leave by ${node}`,
    evidence: [...one.evidence, `of the pod’s own interface: ${other.said}`],
  };
}

/** Whether groups are asked between pods of one node depends on a mode of the CNI, if one has an interface of its own. */
function modeWanted({ source, destination }: Journey): string[] {
  if (!isBranch(source) && !isBranch(destination)) return [];
  if (source.kind === 'outside' || destination.kind === 'outside' || source.vpc !== destination.vpc)
    return [];
  return [source, destination].map(({ range }) => rangeText(range));
}
