import { cannotFrom } from './cannot-exec.ts';
import type { PodSetting } from './pod-setting.ts';

/** Ends that a program which does not say how a connection ended cannot tell apart. */
const ALIKE: readonly string[] = [
  'silent',
  'closed',
  'reset',
  'stalled',
  'no-reply',
  'incomplete',
  'proxy-silent',
];

interface Seen {
  readonly outcome?: string;
  readonly small?: readonly { readonly outcome: string }[];
  readonly large?: readonly { readonly outcome: string }[];
}

/**
 * The verb's answer, unless it is one that another end of the connection would have given too and the program in the pod does not
 * say which: then it is not passed off as either.
 */
export const orUntold =
  <Asked, Answer extends Seen>(
    { carried, place }: PodSetting,
    verb: (request: Asked, signal: AbortSignal) => Promise<Answer>,
  ): ((request: Asked, signal: AbortSignal) => Promise<Answer>) =>
  async (request, signal) => {
    const seen = await verb(request, signal);
    const [way] = carried.ways;
    const outcomes = [
      seen.outcome,
      ...[...(seen.small ?? []), ...(seen.large ?? [])].map(({ outcome }) => outcome),
    ];
    if (
      way?.tellsEnds === false &&
      outcomes.some((outcome) => outcome !== undefined && ALIKE.includes(outcome))
    )
      throw cannotFrom(
        place,
        `has only ${way.name} to connect with, which does not tell silence, a close and a reset apart`,
      );
    return seen;
  };
