import * as z from 'zod';
import type { AwsCall } from '../aws/call.ts';
import { PlaceName } from '../plain-text.ts';

/** Which account and Region are meant. Absent: what the credentials' own configuration says. */
export interface AwsPlace {
  /** A profile of the AWS configuration files. */
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
}

/** The objects of one call, narrowed by one of its selectors. No value asks for nothing; a call without selectors has no `by`. */
export interface AwsQuery<T> extends AwsPlace {
  readonly call: AwsCall<T>;
  readonly by?: string | undefined;
  readonly values: readonly string[];
}

/**
 * Why an answer is missing. `not-found`: the service says that there is no such thing, in this account and Region. `wrong-region`:
 * no such Region, or one that is not enabled. `unreadable`: not what the API promises, or more than is read. `not-in-dump`: the files
 * given do not hold the call, which says nothing about the account.
 */
export const AwsFailure = z.object({
  status: z.literal('failed'),
  reason: z.enum([
    'no-account',
    'no-credentials',
    'expired-token',
    'access-denied',
    'throttled',
    'not-found',
    'wrong-region',
    'timeout',
    'unreachable',
    'server-error',
    'unreadable',
    'not-in-dump',
    'not-recorded',
  ]),
  /** The IAM action of the call, e.g. `ec2:DescribeSubnets`. */
  action: z.string().regex(/^[a-z0-9]+:[A-Za-z0-9]+$/),
  /** Our own sentence. */
  message: z.string(),
  /** What the service, or a library, said: foreign text. */
  said: z.string().optional(),
  /** Requests sent for it. */
  calls: z.int(),
});
export type AwsFailure = z.infer<typeof AwsFailure>;

/** What came of a question. An empty answer may mean another account or Region. */
export type AwsReading<T> =
  | {
      readonly status: 'ok';
      readonly objects: readonly T[];
      /** There are more than these. */
      readonly truncated?: true;
      /** Objects that are not of the shape that the API promises: left out. */
      readonly unreadable?: number;
      readonly calls: number;
    }
  | AwsFailure;

/** Which account, or which stand-in, answers. */
export const AwsWhereabouts = z.object({
  source: z.enum(['live', 'dump', 'recording', 'none']),
  profile: PlaceName.optional(),
  region: PlaceName.optional(),
  /** The environment or the configuration files of the AWS CLI name credentials; instance metadata was not asked. */
  configured: z.literal(true).optional(),
});
export type AwsWhereabouts = z.infer<typeof AwsWhereabouts>;

/**
 * What can be asked of AWS: the calls of core/aws/calls.ts, all of which only read. Each question has a deadline and bounds of its
 * own; what goes wrong is in the answer. A verb rejects only with the reason of `signal`, when that fires.
 */
export interface Aws {
  read<T>(query: AwsQuery<T>, signal: AbortSignal): Promise<AwsReading<T>>;
  where(place: AwsPlace): Promise<AwsWhereabouts>;
}
