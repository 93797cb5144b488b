import * as z from 'zod';
import { CidrText, list, maybe, written } from './lenient.ts';
import { AccountId, ResourceId, StateWord } from './resource-name.ts';
import { Tags } from './tag.ts';

/** `-1`, `tcp`, `udp`, `icmp`, `icmpv6`, or a protocol number as text. */
const IpProtocol = z.string().regex(/^(?:-1|[a-z0-9]{1,10})$/);

/** A group that a rule names, perhaps of another account or VPC. */
export const GroupReference = z.object({
  GroupId: maybe(ResourceId),
  UserId: maybe(AccountId),
  VpcId: maybe(ResourceId),
  VpcPeeringConnectionId: maybe(ResourceId),
  PeeringStatus: maybe(StateWord),
});
export type GroupReference = z.infer<typeof GroupReference>;

/** Rules that share protocol and ports: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
export const IpPermission = z.object({
  IpProtocol,
  FromPort: maybe(z.int()),
  ToPort: maybe(z.int()),
  IpRanges: list(z.object({ CidrIp: CidrText })),
  Ipv6Ranges: list(z.object({ CidrIpv6: CidrText })),
  PrefixListIds: list(z.object({ PrefixListId: ResourceId })),
  UserIdGroupPairs: list(GroupReference),
});
export type IpPermission = z.infer<typeof IpPermission>;

/** A security group with its rules. Its name is foreign text and no verdict needs it. */
export const SecurityGroup = z.object({
  GroupId: ResourceId,
  OwnerId: maybe(AccountId),
  VpcId: maybe(ResourceId),
  IpPermissions: written(IpPermission),
  IpPermissionsEgress: written(IpPermission),
  Tags,
});
export type SecurityGroup = z.infer<typeof SecurityGroup>;

/** One rule with the id that evidence names: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
export const SecurityGroupRule = z.object({
  SecurityGroupRuleId: ResourceId,
  GroupId: ResourceId,
  IsEgress: z.boolean(),
  IpProtocol,
  FromPort: maybe(z.int()),
  ToPort: maybe(z.int()),
  CidrIpv4: maybe(CidrText),
  CidrIpv6: maybe(CidrText),
  PrefixListId: maybe(ResourceId),
  ReferencedGroupInfo: maybe(GroupReference),
});
export type SecurityGroupRule = z.infer<typeof SecurityGroupRule>;
