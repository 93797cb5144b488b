import type { PodFacts } from '../pod-facts.ts';
import { behindBalancer } from './balancer.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { EndSpec } from './ends/end-spec.ts';
import { findEnds } from './ends/find-ends.ts';
import type { Found } from './ends/found.ts';
import type { Estate } from './estate.ts';
import type { Flow } from './flow.ts';
import type { End } from './place.ts';
import { isOne, rangeText } from './range.ts';
import { nodeAt, type Sender } from './sender.ts';
import { sentOver } from './sent-over.ts';

/** What is asked of the model. */
export interface Asked {
  readonly source: EndSpec;
  readonly destination: EndSpec;
  readonly vpc?: string | undefined;
  readonly flow: Flow;
}

/** The way between one source and one destination. */
export interface Chain {
  readonly source: End;
  readonly destination: End;
  readonly checkpoints: readonly Checkpoint[];
  /** What sends in the source's place, where the source is a pod. */
  readonly sender?: Sender;
  /** Addresses of pods of which the cluster could tell more. */
  readonly wanted: readonly string[];
}

export interface Outcome {
  readonly source: Found;
  readonly destination: Found;
  /** One for each pair of ends; empty when an end is not known. */
  readonly chains: readonly Chain[];
  /** Ends, or pairs of them, beyond those that are judged. */
  readonly unjudged: number;
  /** Addresses of pods of which the cluster could tell more than the account does. */
  readonly wanted: readonly string[];
}

/** Pairs of ends that are judged: of three addresses, and a thing in as many subnets as are looked at. */
const PAIRS = 24;

/** Finds both ends and judges every checkpoint between them; `pods` is what the cluster says of pods at either end. */
export function judge(estate: Estate, asked: Asked, pods: readonly PodFacts[] = []): Outcome {
  const { flow, vpc } = asked;
  const { family } = flow;
  const factsOf = (end: End): PodFacts | undefined =>
    pods.find(({ address }) => address === rangeText(end.range));
  const nodes = pods.flatMap((one) => nodeAt(estate, one)?.vpc ?? []);
  const first = findEnds(estate, asked.source, { family, vpc, near: nodes });
  const destination = findEnds(estate, asked.destination, {
    family,
    vpc,
    near: [...new Set([...vpcsOf(first), ...nodes])],
  });
  const source = first.ends.some(isUnlisted)
    ? findEnds(estate, asked.source, { family, vpc, near: [...new Set([...vpcsOf(destination), ...nodes])] })
    : first;
  const unlisted = [source, destination].flatMap(({ ends }) => ends.filter(isUnlisted));
  const wanted = unlisted.map(({ range }) => rangeText(range));
  if (source.ambiguous || destination.ambiguous)
    return { source, destination, chains: [], unjudged: 0, wanted };
  const pairs = source.ends.flatMap((from) => destination.ends.map((to): [End, End] => [from, to]));
  const chains = pairs.slice(0, PAIRS).map(([from, to]): Chain => {
    const journey = { flow, source: from, destination: to, leg: 1 };
    const front = sentOver(estate, journey, { source: factsOf(from), destination: factsOf(to) });
    const { balancer } = destination;
    const behind = balancer && to.kind === 'place' ? behindBalancer(estate, journey, balancer, to) : [];
    return { source: from, destination: to, ...front, checkpoints: [...front.checkpoints, ...behind] };
  });
  const unjudged = pairs.length - chains.length + (source.beyond ?? 0) + (destination.beyond ?? 0);
  return {
    source,
    destination,
    chains,
    unjudged,
    wanted: [...wanted, ...chains.flatMap((one) => one.wanted)],
  };
}

/** A private address that no interface lists: of a prefix that is delegated to a node, or of nobody here. */
const isUnlisted = (end: End): boolean => end.kind === 'outside' && end.hidden === true && isOne(end.range);

const vpcsOf = ({ ends }: Found): string[] => [
  ...new Set(ends.flatMap((end) => (end.kind === 'place' ? [end.vpc] : []))),
];

/** `deny > unknown > allow`; what passes only in part passes. */
export function verdictOf(
  checkpoints: readonly Pick<Checkpoint, 'verdict'>[],
): 'deny' | 'unknown' | 'partial' | 'allow' {
  const all = new Set(checkpoints.map(({ verdict }) => verdict));
  if (all.has('deny')) return 'deny';
  if (all.has('unknown')) return 'unknown';
  return all.has('partial') ? 'partial' : 'allow';
}
