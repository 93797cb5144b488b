import { iamAction } from '../../src/core/aws/call.ts';
import { awsCalls } from '../../src/core/aws/calls.ts';

/** The least IAM policy: every action that is ever asked for, and no other. These actions know no resources but `*`, most of them. */
export function iamPolicy(): string {
  const actions = Object.values(awsCalls).map((call) => iamAction(call));
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'LayerwalkReads', Effect: 'Allow', Action: actions.toSorted(), Resource: '*' }],
  });
}
