import { type Check, claims, pass } from '../../../core/check.ts';
import type { Judgement } from '../../../core/finding.ts';
import { parseIp } from '../../../core/address/ip.ts';
import { failures } from '../failures.ts';
import { judgeFlow } from '../model/judge-flow.ts';
import { maySelect } from '../model/known-labels.ts';
import { isOver } from '../model/pod-party.ts';
import type { Policy, Rule } from '../model/policy.ts';
import { matchPort } from '../model/port.ts';
import type { Case } from './case.ts';
import { type Named, named } from './ends.ts';
import { peersText, peerText } from './explain/rule-text.ts';
import { notes } from './notes.ts';
import { workloadName } from './remedy/selecting-labels.ts';
import { counted, listed, ruleName } from './wording.ts';

const { warn } = claims(failures);
/** Lines of the survey. */
const MOST = 40;

/** Who may reach what in a namespace, by workload; workloads without any policy, policies and rules that do nothing. */
export function survey(about: Case): Judgement {
  const { model, input } = about;
  const namespace = input.namespace ?? 'default';
  const workloads = workloadsOf(about, namespace);
  const policies = model.policies(namespace);
  const lines = workloads.flatMap((one) => reachable(about, one, workloads));
  const open = (direction: 'ingress' | 'egress') =>
    workloads.filter(({ party }) => party.kind === 'pod' && model.selecting(party, direction).length === 0);
  const idle = policies.filter(
    ({ subject }) =>
      !workloads.some(
        ({ party }) =>
          party.kind === 'pod' && maySelect(subject, { labels: party.labels, complete: true }) === 'yes',
      ),
  );
  const facts = [
    ...saying('without a policy for ingress', open('ingress').map(workloadName)),
    ...saying('without a policy for egress', open('egress').map(workloadName)),
    ...saying(
      'policies that select no pod',
      idle.map(({ name }) => name),
    ),
    ...saying('rules that match no pod of the namespace', emptyRules(policies, workloads)),
  ];
  const shown = lines.slice(0, MOST);
  return {
    checks: [
      pass('policy', {
        test: `kubectl -n ${namespace} get networkpolicy,pods --show-labels`,
        summary: `${namespace}: ${counted(workloads.length, 'workload', 'workloads')}, ${counted(policies.length, 'NetworkPolicy', 'NetworkPolicies')}`,
        evidence: [
          ...facts,
          ...shown,
          ...(lines.length > MOST ? [`and ${lines.length - MOST} lines more`] : []),
        ],
      }),
      ...unmatchedNamespaces(about, policies),
    ],
    notes: notes(about, 0),
  };
}

const saying = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what}: ${listed(names, 8)}`];

/** One pod for each workload and set of labels. */
function workloadsOf(about: Case, namespace: string): Named[] {
  const kept = new Map<string, Named>();
  for (const pod of about.seen.pods) {
    if (pod.metadata.namespace !== namespace || isOver(pod)) continue;
    const one = named(about, pod);
    const key = `${workloadName(one)} ${one.party.kind === 'pod' && one.party.hostNetwork}`;
    if (!kept.has(key)) kept.set(key, one);
  }
  return [...kept.values()];
}

/** A line for each port that a workload declares: who of the namespace, who else by the rules, and whether the outside. */
function reachable(about: Case, target: Named, workloads: readonly Named[]): string[] {
  const { party, pod } = target;
  if (party.kind !== 'pod' || !pod) return [];
  const ports = pod.spec.containers.flatMap((container) => container.ports);
  const isolating = about.model.selecting(party, 'ingress');
  return ports.slice(0, 8).map(({ containerPort: port, protocol }) => {
    const verdict = (source: Named['party']) =>
      judgeFlow(about.model, { source, destination: party, protocol, port }).verdict;
    const own = workloads
      .filter((one) => one !== target && verdict(one.party) === 'allowed')
      .map(workloadName);
    const ip = parseIp('192.0.2.1');
    const outside = ip ? verdict({ kind: 'external', addresses: [ip] }) : 'unknown';
    const others = isolating
      .flatMap(({ ingress = [] }) => ingress)
      .filter(
        ({ ports: rules }) =>
          rules === 'any' || rules.some((one) => matchPort(one, protocol, port, party).result !== 'no'),
      )
      .map(peersText);
    const said = isolating.length === 0 ? 'anybody' : others.length === 0 ? 'nobody' : listed(others, 4);
    return `${workloadName(target)} ${port}/${protocol}: admits ${said}; of this namespace ${own.length === 0 ? 'nobody' : listed(own, 5)}; outside ${outside}`;
  });
}

/** Rules whose peers are of the policy's own namespace, where none of them is. */
function emptyRules(policies: readonly Policy[], workloads: readonly Named[]): string[] {
  const matchesNobody = ({ peers }: Rule): boolean =>
    peers !== 'any' &&
    peers.every(
      (peer) =>
        peer.kind === 'pods' &&
        peer.namespaces === 'own' &&
        !workloads.some(
          ({ party }) =>
            party.kind === 'pod' && maySelect(peer.pods, { labels: party.labels, complete: true }) === 'yes',
        ),
    );
  return policies.flatMap((policy) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      (policy[direction] ?? []).filter(matchesNobody).map((rule) => ruleName(policy, direction, rule)),
    ),
  );
}

function unmatchedNamespaces({ seen, model }: Case, policies: readonly Policy[]): Check[] {
  if (!seen.allNamespaces) return [];
  return policies.flatMap((policy) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      (policy[direction] ?? []).flatMap((rule) =>
        (rule.peers === 'any' ? [] : rule.peers).flatMap((peer) => {
          if (peer.kind !== 'pods' || peer.namespaces === 'own') return [];
          const { namespaces } = peer;
          const some = seen.namespaces.some(
            ({ metadata }) => maySelect(namespaces, model.namespaceLabels(metadata.name)) !== 'no',
          );
          return some
            ? []
            : [
                warn('policy.namespace-label', {
                  test: 'kubectl get namespaces --show-labels',
                  summary: `${ruleName(policy, direction, rule)} names ${peerText(peer)}, and no namespace is such`,
                }),
              ];
        }),
      ),
    ),
  );
}
