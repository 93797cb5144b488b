import { parseIp } from '../../../../core/address/ip.ts';
import type { NetworkPolicy } from '../../../../core/kubernetes/network-policy.ts';
import { compileNetworkPolicy } from '../../model/compile-network-policy.ts';
import { judgeFlow } from '../../model/judge-flow.ts';
import { maySelect } from '../../model/known-labels.ts';
import { Model } from '../../model/model.ts';
import type { Verdict } from '../../model/outcome.ts';
import type { Party } from '../../model/party.ts';
import type { Direction } from '../../model/policy.ts';
import type { Case } from '../case.ts';
import type { Named } from '../ends.ts';
import type { Pair } from '../pairs.ts';
import { podClasses } from '../pod-classes.ts';
import { workloadName } from './selecting-labels.ts';

/** What becomes of the question, and of everything else that was read, when policies are added. */
export interface Simulated {
  readonly allowed: boolean;
  /** Other flows whose answer changes, as "payments/worker to cache/redis on 6379/TCP". */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/** Flows that are compared, at most. */
const MOST = 60_000;

/** Adds policies to the model in memory and asks again: the question itself, then every pair of those that were read. */
export function simulate(about: Case, pairs: readonly Pair[], added: readonly NetworkPolicy[]): Simulated {
  const { state, model } = about;
  const after = new Model({ ...state, networkPolicies: [...state.networkPolicies, ...added] }, model.traits);
  const again = (flow: Pair['judged']['flow']): Verdict => judgeFlow(after, flow).verdict;
  const allowed = pairs.every(
    ({ judged }) => judged.verdict === 'allowed' || again(judged.flow) === 'allowed',
  );
  const asked = new Set(pairs.map((pair) => labelOf(pair.source, pair.destination, pair.judged.flow)));
  const changes = new Map<string, 'opened' | 'closed'>();
  const ends = classes(about);
  const compiled = added.map(compileNetworkPolicy);
  // Only what the new policies select can change.
  const touched = (direction: Direction, party: Party): boolean =>
    party.kind === 'pod' &&
    compiled.some(
      (policy) =>
        policy[direction] !== undefined &&
        policy.namespace === party.namespace &&
        maySelect(policy.subject, { labels: party.labels, complete: true }) === 'yes',
    );
  let left = MOST;
  for (const source of ends) {
    for (const destination of ends) {
      if (!touched('egress', source.party) && !touched('ingress', destination.party)) continue;
      for (const port of portsOf(pairs, destination)) {
        if (left-- <= 0) break;
        const flow = { source: source.party, destination: destination.party, ...port };
        const before = judgeFlow(model, flow).verdict;
        const now = again(flow);
        const label = labelOf(source, destination, flow);
        if (before === now || asked.has(label) || (before !== 'allowed' && now !== 'allowed')) continue;
        changes.set(label, now === 'allowed' ? 'opened' : 'closed');
      }
    }
  }
  const of = (kind: 'opened' | 'closed') =>
    [...changes].filter(([, one]) => one === kind).map(([label]) => label);
  return { allowed, opened: of('opened'), closed: of('closed') };
}

const labelOf = (
  source: Named,
  destination: Named,
  { port, protocol }: { port: number; protocol: string },
): string => `${called(source)} to ${called(destination)} on ${port}/${protocol}`;
const called = (end: Named): string =>
  end.party.kind === 'pod' ? `${end.party.namespace}/${workloadName(end)}` : end.name;

/** Pods that no policy tells apart stand for each other; an address outside stands for all of them. */
function classes(about: Case): Named[] {
  const outside = ['192.0.2.1', '2001:db8::1'].flatMap((text): Named[] => {
    const ip = parseIp(text);
    return ip ? [{ party: { kind: 'external', addresses: [ip] }, name: 'an address outside' }] : [];
  });
  return [...podClasses(about), ...outside];
}

/** The port that is asked for, those that the destination declares, and one that nobody names. */
function portsOf(
  pairs: readonly Pair[],
  { pod }: Named,
): { port: number; protocol: 'TCP' | 'UDP' | 'SCTP' }[] {
  const declared = pod?.spec.containers.flatMap(({ ports }) => ports) ?? [];
  const all = [
    ...pairs.map(({ judged: { flow } }) => ({ port: flow.port, protocol: flow.protocol })),
    ...declared.map(({ containerPort, protocol }) => ({ port: containerPort, protocol })),
    { port: 65_000, protocol: 'TCP' as const },
  ];
  return [...new Map(all.map((one) => [`${one.port}/${one.protocol}`, one])).values()];
}
