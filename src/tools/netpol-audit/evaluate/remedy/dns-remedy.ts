import type { Fix } from '../../../../core/fix.ts';
import { NetworkPolicy } from '../../../../core/kubernetes/network-policy.ts';
import { shellWord } from '../../../../core/shell-word.ts';
import type { Case } from '../case.ts';
import type { Named } from '../ends.ts';
import type { Pair } from '../pairs.ts';
import { peersFor } from './minimal-policy.ts';
import { policyYaml } from './policy-yaml.ts';
import { verifyCommand } from './remedy.ts';
import { selectingLabels, workloadName } from './selecting-labels.ts';
import { simulate } from './simulate.ts';

/** The least policy that lets a workload ask the cluster's DNS, on UDP and TCP, simulated. */
export function dnsRemedy(about: Case, source: Named, pairs: readonly Pair[]): Fix | undefined {
  const [first] = pairs;
  const labels = selectingLabels(about, source);
  if (!first || source.party.kind !== 'pod' || Object.keys(labels).length === 0) return undefined;
  const peers = peersFor(about, first.destination, source.party.namespace);
  const { namespace } = source.party;
  const policy = NetworkPolicy.parse({
    metadata: { name: `allow-${workloadName(source)}-to-dns`.slice(0, 60), namespace },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Egress'],
      egress: [
        {
          to: peers,
          ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: first.judged.flow.port })),
        },
      ],
    },
  });
  const denied = pairs.filter(({ judged }) => judged.verdict === 'denied');
  const { allowed, opened, closed } = simulate(about, denied, [policy]);
  if (!allowed || closed.length > 0) return undefined;
  const manifest = policyYaml(policy);
  const { party, name } = first.destination;
  const where = party.kind === 'pod' ? 'at the port on which its pods listen' : `to ${name}`;
  return {
    summary: `Add ${policy.metadata.name} in ${namespace}: DNS by UDP and TCP ${where}. Simulated: allowed afterwards, opens ${opened.length === 0 ? 'nothing else' : 'the same for pods with the same labels'}.`,
    manifest,
    undo: `kubectl -n ${shellWord(namespace)} delete networkpolicy ${shellWord(policy.metadata.name)}`,
    verify: verifyCommand(about),
    verified: 'simulated',
  };
}
