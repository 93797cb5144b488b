import { behindBalancer } from './balancer.ts';
import { chainOf } from './chain.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { EndSpec } from './ends/end-spec.ts';
import { findEnds } from './ends/find-ends.ts';
import type { Found } from './ends/found.ts';
import type { Estate } from './estate.ts';
import type { Flow } from './flow.ts';
import type { End } from './place.ts';

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
}

export interface Outcome {
  readonly source: Found;
  readonly destination: Found;
  /** One for each pair of ends; empty when an end is not known. */
  readonly chains: readonly Chain[];
}

/** Pairs of ends that are judged. */
const PAIRS = 4;

/** Finds both ends and judges every checkpoint between them. */
export function judge(estate: Estate, asked: Asked): Outcome {
  const { flow, vpc } = asked;
  const { family } = flow;
  const first = findEnds(estate, asked.source, { family, vpc, near: [] });
  const destination = findEnds(estate, asked.destination, { family, vpc, near: vpcsOf(first) });
  const unlisted = first.ends.some((end) => end.kind === 'outside' && end.hidden);
  const source = unlisted
    ? findEnds(estate, asked.source, { family, vpc, near: vpcsOf(destination) })
    : first;
  if (source.ambiguous || destination.ambiguous) return { source, destination, chains: [] };
  const pairs = source.ends.flatMap((from) => destination.ends.map((to): [End, End] => [from, to]));
  const chains = pairs.slice(0, PAIRS).map(([from, to]): Chain => {
    const journey = { flow, source: from, destination: to, leg: 1 };
    const front = chainOf(estate, journey);
    const { balancer } = destination;
    const behind = balancer && to.kind === 'place' ? behindBalancer(estate, journey, balancer, to) : [];
    return { source: from, destination: to, checkpoints: [...front, ...behind] };
  });
  return { source, destination, chains };
}

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
