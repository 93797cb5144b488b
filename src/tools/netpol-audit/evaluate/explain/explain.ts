import { isEverything } from '../../../../core/kubernetes/label-selector.ts';
import type { Side } from '../../model/direction.ts';
import type { Flow } from '../../model/flow.ts';
import { maySelect } from '../../model/known-labels.ts';
import type { PortRule } from '../../model/port.ts';
import type { Code } from '../../failures.ts';
import type { Case } from '../case.ts';
import type { Pair, Question } from '../pairs.ts';
import { listed, ruleName } from '../wording.ts';
import { tooTight } from './and-or.ts';
import { isNear, type NearMiss, nearMisses } from './near-miss.ts';
import { lacks } from './reason-text.ts';
import { peerText, portText } from './rule-text.ts';

/** Why a side denies. */
export interface Explanation {
  readonly code: Code;
  /** What denies, as the subject of a sentence. */
  readonly who: string;
  /** The nearest rule and what differs; empty where no rule comes near. */
  readonly nearest: string;
  /** The smallest change to that rule. */
  readonly change?: string;
}

/** The nearest rule of a denying side, what differs, and the failure mode that this is. */
export function explain(about: Case, question: Question, pair: Pair, side: Side): Explanation {
  const generic = side.direction === 'ingress' ? 'policy.ingress-denied' : 'policy.egress-denied';
  if (side.by === 'admin' || side.by === 'baseline') return byTier(side);
  const policies = side.policies.policies.map(({ policy }) => policy);
  const [first] = policies;
  const noun = policies.length === 1 ? 'NetworkPolicy' : 'NetworkPolicies';
  const who = `${noun} ${listed(policies.map(({ name }) => name))} in ${first?.namespace ?? 'its namespace'}`;
  const misses = nearMisses(side, pair.judged.flow);
  for (const miss of misses) {
    const special = codeOf(about, question, pair, side, miss);
    if (special) return { who, ...special, nearest: nearestText(miss, side) };
  }
  const [nearest] = misses;
  const near = nearest && isNear(nearest, pair.judged.flow);
  return { who, code: generic, nearest: near ? nearestText(nearest, side) : '' };
}

function byTier({ admin, baseline, by, direction }: Side): Explanation {
  const found = (by === 'admin' ? admin : baseline).deciding.at(-1);
  if (!found) throw new TypeError('A tier that denies has a rule that does.');
  const { policy, match } = found;
  return {
    code: 'policy.other-api',
    who: `${policy.kind} ${policy.name} ${direction} rule ${match.rule.index + 1}`,
    nearest: '',
    change:
      by === 'admin'
        ? `Change that rule, or set an Allow or Pass with a lower priority number before it; NetworkPolicies cannot override it.`
        : `Change that rule, or isolate the pod by a NetworkPolicy that admits the flow: that is asked before.`,
  };
}

const nearestText = (miss: NearMiss, side: Side): string =>
  `nearest: ${ruleName(miss.policy, side.direction, miss.rule)} admits ${miss.peer ? peerText(miss.peer) : 'anybody'} on ${miss.port ? portText(miss.port) : 'any port'}; ${lacks(miss, side.other)}`;

/** The failure mode of one near miss, where only one thing keeps it from matching. */
function codeOf(
  about: Case,
  { service }: Question,
  pair: Pair,
  side: Side,
  miss: NearMiss,
): Pick<Explanation, 'code' | 'change'> | undefined {
  const { peer, peerWhy, port, portWhy, podLabels, namespaceLabels } = miss;
  const { flow } = pair.judged;
  const rule = ruleName(miss.policy, side.direction, miss.rule);
  if (peerWhy === undefined && portWhy === 'named-port' && port?.kind === 'named') {
    if (!isMeant(port, flow, service)) return undefined;
    return { code: 'policy.named-port', change: `In ${rule}, name port ${flow.port} by its number.` };
  }
  if (peerWhy === undefined && portWhy === 'port' && port?.kind === 'range') {
    const asked = service?.port.port;
    if (asked === undefined || asked === flow.port || port.from !== asked || port.to !== asked)
      return undefined;
    return {
      code: 'policy.service-port',
      change: `In ${rule}, name port ${flow.port}, the pods’ own, in place of ${asked}, the Service’s.`,
    };
  }
  if (portWhy !== undefined) return undefined;
  if (peerWhy === 'host-network') {
    return {
      code: 'policy.host-network',
      change:
        'The node’s address stands for everything in that node’s network; a pod in a network of its own can be selected by labels.',
    };
  }
  if (peerWhy === 'block-on-pod') {
    return {
      code: 'policy.ipblock-pods',
      change: `In ${rule}, select the pods by labels in place of the ipBlock.`,
    };
  }
  if (peer?.kind !== 'pods' || side.other.kind !== 'pod') return undefined;
  if (peerWhy === 'own-namespace' && podLabels.length === 0 && !isEverything(peer.pods)) {
    return {
      code: 'policy.cross-namespace',
      change: `In ${rule}, add a namespaceSelector with kubernetes.io/metadata.name: ${side.other.namespace} beside the podSelector.`,
    };
  }
  if (peerWhy === 'pod-labels' && tooTight(about, peer, miss.policy.namespace, side.other)) {
    return { code: 'policy.and-or', change: `In ${rule}, put the podSelector under a dash of its own.` };
  }
  if (peerWhy === 'namespace' && podLabels.length === 0 && peer.namespaces !== 'own') {
    const { namespaces } = peer;
    const nobody = !about.seen.namespaces.some(
      ({ metadata }) => maySelect(namespaces, about.model.namespaceLabels(metadata.name)) !== 'no',
    );
    return nobody && about.seen.allNamespaces
      ? {
          code: 'policy.namespace-label',
          change: `In ${rule}, select the namespace by kubernetes.io/metadata.name: ${side.other.namespace}.`,
        }
      : undefined;
  }
  const drifted = peerWhy === 'pod-labels' && podLabels.length === 1 && namespaceLabels.length === 0;
  return drifted ? { code: 'policy.label-drift' } : undefined;
}

/** A name that leads to another port of the pod is meant for that one, unless the Service has the same name for its own. */
function isMeant(
  rule: PortRule & { kind: 'named' },
  { destination, protocol }: Flow,
  service: Question['service'],
): boolean {
  const names = destination.kind === 'pod' ? (destination.namedPorts ?? []) : [];
  const elsewhere = names.some((one) => one.name === rule.name && one.protocol === protocol);
  return !elsewhere || service?.port.targetPort === rule.name || service?.port.name === rule.name;
}
