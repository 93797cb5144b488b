import type { AwsCall } from './call.ts';
import { ec2Calls } from './ec2-calls.ts';
import { serviceCalls } from './service-calls.ts';

/** Everything that can be asked of AWS. There is no call that writes. */
export const awsCalls = { ...ec2Calls, ...serviceCalls } as const;

const BY_ACTION: ReadonlyMap<string, AwsCall> = new Map(
  Object.values(awsCalls).map((call): [string, AwsCall] => [call.action, call]),
);

/** The call of an action's name; undefined for what is never asked. */
export const callOf = (action: string): AwsCall | undefined => BY_ACTION.get(action);
