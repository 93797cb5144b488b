import { iamAction } from '../aws/call.ts';
import type { Aws, AwsWhereabouts } from './aws.ts';

const MESSAGES = {
  'no-account': 'no AWS account is configured',
  'not-recorded': 'the recording does not hold it',
} as const;

/** The answers where there is no account to ask. */
export function noAws(reason: keyof typeof MESSAGES): Aws {
  const where: AwsWhereabouts = { source: reason === 'not-recorded' ? 'recording' : 'none' };
  return {
    read: async ({ call }) => ({
      status: 'failed',
      reason,
      action: iamAction(call),
      message: MESSAGES[reason],
      calls: 0,
    }),
    where: async () => where,
  };
}
