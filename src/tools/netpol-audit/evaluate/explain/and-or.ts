import { isEverything } from '../../../../core/kubernetes/label-selector.ts';
import { maySelect } from '../../model/known-labels.ts';
import type { PodParty } from '../../model/party.ts';
import { isOver } from '../../model/pod-party.ts';
import type { Peer } from '../../model/peer.ts';
import type { Rule } from '../../model/policy.ts';
import { parseEnd } from '../../end.ts';
import type { Case } from '../case.ts';

type Pods = Peer & { kind: 'pods' };

const podsOf = ({ seen, model }: Case): PodParty[] =>
  seen.pods.filter((pod) => !isOver(pod)).map((pod) => model.party(pod));
const inNamespace = ({ namespaces }: Pods, pod: PodParty): boolean =>
  namespaces !== 'own' && maySelect(namespaces, pod.namespaceLabels) === 'yes';
const byLabels = ({ pods }: Pods, pod: PodParty): boolean =>
  maySelect(pods, { labels: pod.labels, complete: true }) === 'yes';

/**
 * Whether both selectors of one peer were meant as two peers: together they match no pod that was read, the podSelector matches pods
 * of the policy's own namespace, and the namespaceSelector the other pod's.
 */
export function tooTight(about: Case, peer: Peer | undefined, namespace: string, other: PodParty): boolean {
  if (peer?.kind !== 'pods' || peer.namespaces === 'own' || isEverything(peer.pods)) return false;
  const pods = podsOf(about);
  return (
    inNamespace(peer, other) &&
    isReadWhole(about, peer, other) &&
    !pods.some((pod) => inNamespace(peer, pod) && byLabels(peer, pod)) &&
    pods.some((pod) => pod.namespace === namespace && byLabels(peer, pod))
  );
}

/** Whether the pods of every namespace that the peer may mean were read: else those that it is for may be elsewhere. */
function isReadWhole({ seen, model, input }: Case, peer: Pods, other: PodParty): boolean {
  const { namespaces } = peer;
  const read = new Set([other.namespace, ...[input.source, input.destination].flatMap(namespaceIn)]);
  return (
    namespaces !== 'own' &&
    seen.namespaces.every(
      ({ metadata: { name } }) =>
        read.has(name) || maySelect(namespaces, model.namespaceLabels(name)) === 'no',
    )
  );
}

function namespaceIn(text: string | undefined): string[] {
  if (text === undefined) return [];
  const end = parseEnd(text);
  return 'namespace' in end ? [end.namespace] : [];
}

/**
 * Whether two peers of a rule were meant as one: a peer by namespace alone admits the pod, and the podSelector in the peer beside it
 * selects no pod of its own namespace, but others in the namespace that is admitted, and not this one.
 */
export function tooLoose(about: Case, rule: Rule, namespace: string, other: PodParty): boolean {
  if (rule.peers === 'any') return false;
  const peers = rule.peers.filter((peer): peer is Pods => peer.kind === 'pods');
  const wide = peers.find((peer) => isEverything(peer.pods) && inNamespace(peer, other));
  const narrow = peers.find((peer) => peer.namespaces === 'own' && !isEverything(peer.pods));
  if (!wide || !narrow || byLabels(narrow, other) || other.namespace === namespace) return false;
  const pods = podsOf(about);
  return (
    !pods.some((pod) => pod.namespace === namespace && byLabels(narrow, pod)) &&
    pods.some((pod) => inNamespace(wide, pod) && byLabels(narrow, pod))
  );
}
