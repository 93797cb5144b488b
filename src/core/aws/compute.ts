import * as z from 'zod';
import { list, maybe } from './lenient.ts';
import { ResourceId, StateWord } from './resource-name.ts';

/** What a Lambda function is attached to; a function without a VPC has none. */
export const FunctionConfiguration = z.object({
  FunctionName: z.string().regex(/^[A-Za-z0-9_-]{1,140}$/),
  State: maybe(StateWord),
  VpcConfig: maybe(
    z.object({
      VpcId: maybe(ResourceId),
      SubnetIds: list(ResourceId),
      SecurityGroupIds: list(ResourceId),
    }),
  ),
});
export type FunctionConfiguration = z.infer<typeof FunctionConfiguration>;
