import type { PodFacts } from '../pod-facts.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { hiddenPod } from '../model/hidden-pod.ts';
import { type Chain, type Outcome, verdictOf } from '../model/outcome.ts';

/** What an account says of two ends. */
export interface FlowAsserted {
  readonly got: 'allow' | 'deny' | 'unknown';
  readonly reason: string;
  /** Whether the account has each end. */
  readonly known: { readonly source: boolean; readonly destination: boolean };
}

/** What an account says of the ways between two ends. */
export function judgeFlow(outcome: Outcome, pods: readonly PodFacts[] = []): FlowAsserted {
  const { source, destination, chains } = outcome;
  const hidden = hiddenPod(chains, pods);
  if (hidden)
    return {
      got: 'unknown',
      reason: `no interface of the account has ${hidden.address}, a pod’s address`,
      known: { source: isKnown(source), destination: isKnown(destination) },
    };
  return { ...verdictOn(outcome), known: { source: isKnown(source), destination: isKnown(destination) } };
}

/** What comes of the ways between two ends: allow or deny where all of them agree. */
function verdictOn(outcome: Outcome): Pick<FlowAsserted, 'got' | 'reason'> {
  const { chains } = outcome;
  for (const side of ['source', 'destination'] as const) {
    const { gap, ambiguous } = outcome[side];
    if (ambiguous)
      return {
        got: 'unknown',
        reason: `the ${side} is in several VPCs: ${ambiguous.map(({ vpc }) => vpc).join(', ')}`,
      };
    if (gap) return { got: 'unknown', reason: `the ${side} was not found: ${gap.why}` };
  }
  const unsure = chains.find(({ sender }) => sender?.by === 'unknown');
  if (unsure?.sender?.by === 'unknown')
    return {
      got: 'unknown',
      reason: `which interface of the pod’s node sends it is not known: ${unsure.sender.why}`,
    };
  if (outcome.unjudged > 0)
    return {
      got: 'unknown',
      reason: `${outcome.unjudged} more ends, or pairs of them, were not judged: ask about fewer`,
    };
  const verdicts = chains.map(({ checkpoints }) => verdictOf(checkpoints));
  const [first] = chains;
  if (!first) return { got: 'unknown', reason: 'no way between the ends was found' };
  if (verdicts.every((one) => one === 'deny')) return { got: 'deny', reason: why(first, 'deny') };
  if (verdicts.every((one) => one === 'allow')) return { got: 'allow', reason: whyAllowed(first) };
  const blind = chains.find((_, index) => verdicts[index] === 'unknown');
  if (blind) return { got: 'unknown', reason: why(blind, 'unknown') };
  const part = chains.find((_, index) => verdicts[index] === 'partial');
  if (part) return { got: 'unknown', reason: `in part only: ${why(part, 'partial')}` };
  return { got: 'unknown', reason: `${chains.length} pairs of ends differ: ${verdicts.join(', ')}` };
}

const isKnown = ({ ends }: Outcome['source']): boolean => ends.some(({ kind }) => kind === 'place');

function why({ checkpoints }: Chain, verdict: Checkpoint['verdict']): string {
  const found = checkpoints.find((one) => one.verdict === verdict);
  if (!found) return '';
  const back = found.direction === 'return' ? 'back: ' : '';
  return `${back}${found.said}${found.code === undefined ? '' : ` [${found.code}]`}`;
}

function whyAllowed({ checkpoints }: Chain): string {
  const groups = checkpoints.filter(({ kind }) => kind === 'src_fw_egress' || kind === 'dst_fw_ingress');
  return groups.map(({ said }) => said).join('; ') || 'nothing refuses it';
}
