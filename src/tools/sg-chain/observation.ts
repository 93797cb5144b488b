import * as z from 'zod';
import { awsCalls } from '../../core/aws/calls.ts';
import { AddressText } from '../../core/plain-text.ts';
import { AwsFailure, AwsWhereabouts } from '../../core/world/aws.ts';
import { PodFacts } from './pod-facts.ts';

const asked = {
  /** The selector and its value; a call that takes none has neither. */
  by: z.string().optional(),
  value: z.string().optional(),
  truncated: z.literal(true).optional(),
  unreadable: z.int().optional(),
  failure: AwsFailure.optional(),
};

/** What one call gave for one value. */
export interface Answered {
  readonly action: string;
  readonly by?: string | undefined;
  readonly value?: string | undefined;
  readonly truncated?: true | undefined;
  readonly unreadable?: number | undefined;
  readonly failure?: AwsFailure | undefined;
  /** Of the shape of the action's call. */
  readonly objects: readonly unknown[];
}

const [first, ...others] = Object.values(awsCalls).map(({ action, shape }) =>
  z.object({ action: z.literal(action), ...asked, objects: z.array(shape as z.ZodType) }),
);

const NameAnswered = z.object({ name: z.string(), addresses: z.array(AddressText) });
export type NameAnswered = z.infer<typeof NameAnswered>;

export const Observation = z.object({
  /** Who answered. */
  where: AwsWhereabouts,
  answers: z.array(z.discriminatedUnion('action', [first!, ...others])),
  names: z.array(NameAnswered),
  /** What the cluster says of pods at either end; absent where the account tells enough. */
  pods: z.array(PodFacts).optional(),
  /** Requests sent to AWS. */
  calls: z.int(),
});
export type Observation = z.infer<typeof Observation>;

/** What the model needs of an observation. */
export interface Seen {
  readonly answers: readonly Answered[];
  readonly names: readonly NameAnswered[];
  readonly pods?: readonly PodFacts[] | undefined;
}
