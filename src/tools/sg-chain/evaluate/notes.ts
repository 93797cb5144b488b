import type { End, Place } from '../model/place.ts';
import { rangeText } from '../model/range.ts';
import { verdictOf } from '../model/outcome.ts';
import type { Scene } from './scene.ts';

/** What was judged for each end, what else there was, and what no record of AWS tells. */
export function notesOf({ outcome, seen, input }: Scene): string[] {
  const { source, destination, chains, unjudged } = outcome;
  const unreadable = seen.answers.reduce((sum, one) => sum + (one.unreadable ?? 0), 0);
  const others = chains.length - 1;
  const verdicts = chains.map(({ checkpoints }) => verdictOf(checkpoints));
  return [
    ...source.ends.slice(0, 1).map((end) => `Source: ${endText(end)}.`),
    ...destination.ends.slice(0, 1).map((end) => `Destination: ${endText(end)}.`),
    ...(source.notes ?? []),
    ...(destination.notes ?? []),
    ...(others > 0
      ? [`${chains.length} pairs of ends were judged: ${verdicts.join(', ')}; the worst is shown.`]
      : []),
    ...(unjudged > 0 ? [`${unjudged} more ends, or pairs of them, were not judged.`] : []),
    ...(destination.port !== undefined && destination.port !== input.port
      ? [`${input.destination} listens on ${destination.port}, not on ${input.port}.`]
      : []),
    ...(unreadable > 0
      ? [
          `${unreadable} objects of the answers were not of the shape that the API promises, and were left out.`,
        ]
      : []),
    `${seen.calls} calls to AWS. Not judged: host firewalls, AWS Network Firewall, and network ACLs of transit gateway subnets.`,
  ];
}

function endText(end: End): string {
  if (end.kind === 'outside') return `${end.name}, no interface that was read`;
  const groups = end.groups.length > 0 ? `, groups ${end.groups.join(', ')}` : ', no groups';
  return `${end.name} (${rangeText(end.range)}) in ${end.subnet} of ${end.vpc}${groups}${ownerOf(end)}`;
}

/** Whose interface it is, by what AWS's services write into its description and type. */
function ownerOf({ eni }: Place): string {
  const description = eni?.Description ?? '';
  const type = eni?.InterfaceType ?? 'interface';
  const known = OWNERS.find(([pattern]) => pattern.test(description))?.[1];
  return known === undefined ? (type === 'interface' ? '' : `, ${type.replaceAll('_', ' ')}`) : `, ${known}`;
}

const OWNERS: readonly (readonly [RegExp, string])[] = [
  [/^RDSNetworkInterface/, 'an interface of RDS'],
  [/^ELB app\//, 'an application balancer’s'],
  [/^ELB net\//, 'a network balancer’s'],
  [/^AWS Lambda VPC ENI/, 'an interface of Lambda'],
  [/^Interface for NAT Gateway/, 'a NAT gateway’s'],
  [/^aws-k8s-branch-eni/, 'a pod’s own (branch) interface'],
  [/^aws-K8S-/, 'a Kubernetes node’s, for pods'],
];
