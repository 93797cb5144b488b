import { type Check, claims, skipped } from '../../../core/check.ts';
import type { Layer } from '../../../core/layer.ts';
import { shellWord } from '../../../core/shell-word.ts';
import { failures } from '../../failures.ts';
import type { Question } from '../../question.ts';
import type { WalkedLeg } from '../../walk.ts';
import { policyOnSamples } from './policy-on-samples.ts';
import { podResults, type PodResult } from './pod-result.ts';
import { nameOf } from './observation.ts';
import { whatDiffers } from './what-differs.ts';

const { warn } = claims(failures);
/** What the walk saw from one pod in these layers holds for that pod alone where others connect. */
const OF_ONE_POD: readonly Layer[] = ['dns', 'service', 'tcp', 'policy', 'firewall'];

/**
 * The checks of a leg whose source is a workload, held against what its other sampled pods saw: k of n. A path remains for the
 * workload as long as one of them connects; that they differ is a finding of its own.
 */
export function withSamples(
  checks: readonly Check[],
  leg: WalkedLeg,
  question: Question,
  walkedFrom: string,
): readonly Check[] {
  const results = podResults(leg, walkedFrom);
  const failing = results.filter(({ state }) => state === 'fails');
  if (results.length < 2) return checks;
  if (failing.length === 0 || failing.length === results.length)
    return checks.map((check) => withCount(check, results));
  const own = failing.some(({ pod }) => nameOf(pod) === walkedFrom);
  return [
    ...(own ? checks.map((check) => forOnePod(check, walkedFrom)) : checks),
    podsDiffer(results, leg, question),
  ];
}

/** All alike: evidence on the row that says what they saw. */
function withCount(check: Check, results: readonly PodResult[]): Check {
  const [first] = results;
  const state = first?.state === 'fails' ? 'fail' : 'pass';
  if (check.layer !== 'tcp' || check.status !== state) return check;
  const ways = [...new Set(results.flatMap(({ how }) => how ?? []))];
  const line = `${results.length} of ${results.length} sampled pods ${state === 'fail' ? `fail (${ways.join(', ')})` : 'connect'}: ${results.map(podText).join(', ')}`;
  return { ...check, evidence: [line, ...check.evidence] };
}

function forOnePod(check: Check, pod: string): Check {
  const { status, layer, blockedBy, test } = check;
  if (status === 'skipped' && blockedBy !== undefined)
    return skipped(layer, { test, summary: `not asked: the walk from ${pod} ends before it` });
  if (status !== 'fail' || !OF_ONE_POD.includes(layer)) return check;
  return { ...check, status: 'warn', summary: `from ${pod}: ${check.summary}` };
}

function podsDiffer(results: readonly PodResult[], leg: WalkedLeg, question: Question): Check {
  const failing = results.filter(({ state }) => state === 'fails');
  const connecting = results.filter(({ state }) => state === 'connects');
  const pods = (some: readonly PodResult[]) => some.map(({ pod }) => pod);
  const [first] = failing;
  const from = first ? nameOf(first.pod) : '';
  return warn('tcp.pods-differ', {
    test: `layerwalk tcp-probe ${shellWord(question.target.host)} --ports ${question.target.port} --from ${from}`,
    summary: `${failing.length} of ${results.length} sampled pods of the source cannot connect, ${connecting.length} can`,
    evidence: [
      ...failing.map((one) => `${podText(one)}: ${one.how}`),
      `connect: ${connecting.map(podText).join(', ')}`,
      ...whatDiffers(pods(failing), pods(connecting)),
      ...policyOnSamples(results, leg),
    ],
  });
}

const podText = ({ pod }: PodResult): string =>
  `${nameOf(pod)}${pod.node === undefined ? '' : ` (${pod.node})`}`;

/** How many pods were asked, of how many; and why not, where they could not be. */
export function sampleNotes(
  { checks, samples }: Pick<WalkedLeg, 'checks' | 'samples'>,
  walkedFrom: string,
): string[] {
  const { seen, why } = samples ?? {};
  if (why !== undefined) return [`Other pods of the source were not sampled: ${why.replace(/\.$/, '')}.`];
  if (!seen || seen.running < 2) return [];
  const results = podResults({ checks, ...(samples && { samples }) }, walkedFrom);
  const connects = results.filter(({ state }) => state === 'connects').length;
  const sampled = `${seen.pods.length} of the ${seen.running} running pods of the source were sampled (the newest, the oldest, one on another node)`;
  const [blind] = (samples?.others ?? []).flatMap(({ looked }) =>
    looked.seen ? [] : looked.finding.checks.map(({ summary }) => summary.replace(/\.$/, '')),
  );
  const unknown = seen.pods.length - results.length;
  const told =
    unknown === 0 ? '' : `; of ${unknown} nothing is known${blind === undefined ? '' : ` (${blind})`}`;
  return [`${sampled}: ${connects} of ${results.length} connect${told}.`];
}

/** Connections made from the other pods. */
export const sampleConnections = ({ samples }: Pick<WalkedLeg, 'samples'>): number =>
  (samples?.others ?? []).reduce((sum, { looked }) => sum + looked.finding.connectionsMade, 0);
