import type { Fix } from '../../../../core/fix.ts';
import type { NetworkPolicy } from '../../../../core/kubernetes/network-policy.ts';
import { shellWord } from '../../../../core/shell-word.ts';
import type { Case } from '../case.ts';
import type { Named } from '../ends.ts';
import type { Pair } from '../pairs.ts';
import { lastingLabels } from '../../workload-of.ts';
import { listed } from '../wording.ts';
import { minimalPolicy } from './minimal-policy.ts';
import { policyYaml } from './policy-yaml.ts';
import { simulate, type Simulated } from './simulate.ts';

/**
 * The least policies that admit the denied flows, on one side or on both, simulated before they are shown: the question is asked
 * again, and every other pair whose answer changes is said. Undefined where no policy of ours helps, e.g. against a cluster-scoped Deny.
 */
export function remedy(about: Case, pairs: readonly Pair[], hint?: string): Fix | undefined {
  const denied = pairs.filter(({ judged }) => judged.verdict === 'denied');
  const policies = new Map<string, NetworkPolicy>();
  for (const pair of unlike(denied)) {
    for (const direction of ['egress', 'ingress'] as const) {
      const side = pair.judged[direction];
      if (side.verdict !== 'denied' || side.by !== 'network-policy') continue;
      const policy = minimalPolicy(about, pair, direction);
      if (policy) policies.set(`${direction} ${JSON.stringify(policy.spec)}`, policy);
    }
  }
  const added = [...policies.values()];
  if (added.length === 0 || added.length > 4) return undefined;
  const result = simulate(about, denied, added);
  if (!result.allowed) return undefined;
  const names = added.map(({ metadata }) => `${metadata.name} in ${metadata.namespace}`);
  const manifest = added.map(policyYaml).join('\n---\n');
  return {
    summary: `Add ${listed(names)}. Simulated: allowed afterwards${effects(result)}${hint === undefined ? '' : ` Or change the rule itself: ${hint}`}`,
    manifest,
    undo: added
      .map(
        ({ metadata }) =>
          `kubectl -n ${shellWord(metadata.namespace)} delete networkpolicy ${shellWord(metadata.name)}`,
      )
      .join(' && '),
    verify: verifyCommand(about),
    verified: 'simulated',
  };
}

/** One pair for all pods that a policy would select and admit alike. */
const unlike = (pairs: readonly Pair[]): Pair[] => [
  ...new Map(
    pairs.map((pair) => [
      `${written(pair.source)} ${written(pair.destination)} ${pair.judged.flow.port}`,
      pair,
    ]),
  ).values(),
];

/** A pod by its lasting labels; anybody else by address. */
function written({ party, name }: Named): string {
  if (party.kind !== 'pod' || party.hostNetwork) return name;
  return JSON.stringify([party.namespace, lastingLabels(party.labels)]);
}

function effects({ opened, closed }: Simulated): string {
  const parts = [
    ...(opened.length === 0 ? ['opens nothing else'] : [`also opens ${listed(opened, 5)}`]),
    ...(closed.length === 0 ? [] : [`and cuts off ${listed(closed, 5)}`]),
  ];
  return `, ${parts.join(' ')}.`;
}

export const verifyCommand = ({ input }: Case): string =>
  [
    'layerwalk netpol-audit',
    ...(input.source === undefined ? [] : ['--source', shellWord(input.source)]),
    ...(input.destination === undefined ? [] : ['--destination', shellWord(input.destination)]),
    ...(input.port === undefined ? [] : ['--port', String(input.port)]),
    ...(input.protocol === 'TCP' ? [] : ['--protocol', input.protocol]),
  ].join(' ');
