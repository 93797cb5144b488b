import { requirementText } from '../../../../core/kubernetes/label-selector.ts';
import type { Doubt } from '../../model/doubt.ts';
import type { Party } from '../../model/party.ts';
import type { PeerReason } from '../../model/peer.ts';
import type { PortReason } from '../../model/port.ts';
import { listed } from '../wording.ts';
import type { NearMiss } from './near-miss.ts';

/** Why a peer or port does not match, or may not, in a few words. */
export const REASON: Readonly<Record<PeerReason | PortReason, string>> = {
  namespace: 'the namespace’s labels differ',
  'own-namespace': 'it means its own namespace only',
  'namespace-not-seen': 'labels of the namespace were not seen',
  'pod-labels': 'the pod’s labels differ',
  'not-a-pod': 'selectors match pods only',
  'host-network': 'a pod in the node’s network counts as its node’s address',
  family: 'the other address family',
  'outside-block': 'the address is outside',
  excepted: 'the address is excepted',
  'block-on-pod': 'whether an ipBlock matches a pod is up to the network plugin',
  'block-on-node': 'whether an ipBlock matches a node is up to the network plugin',
  'no-address': 'the pod has no address yet',
  'not-a-node': 'it is no node',
  'node-labels': 'the node’s labels differ or were not seen',
  domain: 'which addresses a domain name has was not seen',
  invalid: 'it is invalid',
  protocol: 'the protocol differs',
  port: 'the port differs',
  'named-port': 'the destination pod does not name this port so',
  'named-port-outside': 'only pods name ports',
  'ports-not-seen': 'the ports of the destination were not seen',
};

/** What a near miss lacks: "app=web, where the pod has app=api". */
export function lacks({ podLabels, namespaceLabels, peerWhy, portWhy }: NearMiss, other: Party): string {
  const labels = other.kind === 'pod' ? other.labels : {};
  const inNamespace = other.kind === 'pod' ? other.namespaceLabels.labels : {};
  const said = [
    ...podLabels.map((one) => `wants ${requirementText(one)}, the pod has ${hasText(one.key, labels)}`),
    ...namespaceLabels.map(
      (one) => `wants a namespace with ${requirementText(one)}, it has ${hasText(one.key, inNamespace)}`,
    ),
    ...(podLabels.length + namespaceLabels.length === 0 && peerWhy !== undefined ? [REASON[peerWhy]] : []),
    ...(peerWhy === 'own-namespace' && podLabels.length > 0 ? [REASON['own-namespace']] : []),
    ...(portWhy === undefined ? [] : [REASON[portWhy]]),
  ];
  return listed(said, 4);
}

const hasText = (key: string, labels: Readonly<Record<string, string>>): string =>
  Object.hasOwn(labels, key) ? `${key}=${labels[key]}` : `no ${key}`;

/** A doubt in a few words, and what would settle it. */
export function doubtText(doubt: Doubt): string {
  switch (doubt.kind) {
    case 'not-seen':
      return `${doubt.resource}${doubt.namespace === undefined ? '' : ` of namespace ${doubt.namespace}`} could not be read`;
    case 'invalid-policy':
      return `${doubt.policy} is invalid: the API server refuses it, and an older version of it may be in force`;
    case 'rule':
      return `${doubt.policy} rule ${doubt.rule + 1} may match: ${REASON[doubt.why]}`;
    case 'equal-priority':
      return `${listed(doubt.policies)} have equal priority and decide differently: undefined`;
    case 'host-network':
      return 'policies on pods in the node’s network are undefined by the specification';
    case 'own-node':
      return 'from its own node every pod is reached, and on which node the ends are was not seen';
    case 'own-node-egress':
      return 'whether an isolated pod reaches its own node is up to the network plugin';
    case 'own-service':
      return 'whether policies apply to a pod that reaches itself by its Service is undefined by the specification';
    case 'source-address':
      return 'behind a Service a connection from outside has the client’s address or a node’s, and policies see one or the other';
    case 'ambient':
      return `both pods are in Istio’s ambient mesh: policies see ${doubt.port}/TCP in place of the port that is dialled, and answer otherwise there`;
    case 'not-enforced':
      return doubt.why === 'fargate'
        ? `${doubt.pod} runs on Fargate, where the AWS VPC CNI enforces no policies`
        : `${doubt.pod} has no owner, and the AWS VPC CNI enforces no policies on such pods`;
    case 'other-api':
      return `${listed(doubt.policies)} may decide otherwise; policies of that API are not evaluated`;
  }
}
