import * as z from 'zod';
import { CidrText, maybe, written } from './lenient.ts';
import { ResourceId } from './resource-name.ts';
import { Tags } from './tag.ts';

/** One numbered entry; the protocol is a number as text, `-1` is every one. */
export const NetworkAclEntry = z.object({
  RuleNumber: z.int(),
  Egress: z.boolean(),
  Protocol: z.string().regex(/^(?:-1|[0-9]{1,3})$/),
  RuleAction: z.enum(['allow', 'deny']),
  CidrBlock: maybe(CidrText),
  Ipv6CidrBlock: maybe(CidrText),
  PortRange: maybe(z.object({ From: z.int(), To: z.int() })),
  IcmpTypeCode: maybe(z.object({ Type: z.int(), Code: z.int() })),
});
export type NetworkAclEntry = z.infer<typeof NetworkAclEntry>;

/** The network ACL of subnets: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html */
export const NetworkAcl = z.object({
  NetworkAclId: ResourceId,
  VpcId: maybe(ResourceId),
  Associations: written(z.object({ SubnetId: ResourceId })),
  Entries: written(NetworkAclEntry),
  Tags,
});
export type NetworkAcl = z.infer<typeof NetworkAcl>;
