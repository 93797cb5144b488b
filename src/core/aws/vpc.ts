import * as z from 'zod';
import { CidrText, list, maybe } from './lenient.ts';
import { AccountId, Arn, PlaceWord, ResourceId, StateWord } from './resource-name.ts';
import { Tags } from './tag.ts';

const V4 = list(z.object({ CidrBlock: CidrText }));
const V6 = list(z.object({ Ipv6CidrBlock: CidrText }));

/** A VPC with all its networks. */
export const Vpc = z.object({
  VpcId: ResourceId,
  OwnerId: maybe(AccountId),
  CidrBlock: maybe(CidrText),
  CidrBlockAssociationSet: V4,
  Ipv6CidrBlockAssociationSet: V6,
});
export type Vpc = z.infer<typeof Vpc>;

/** A subnet: its zone and its networks. */
export const Subnet = z.object({
  SubnetId: ResourceId,
  VpcId: ResourceId,
  OwnerId: maybe(AccountId),
  AvailabilityZone: maybe(PlaceWord),
  CidrBlock: maybe(CidrText),
  Ipv6CidrBlockAssociationSet: V6,
  Tags,
});
export type Subnet = z.infer<typeof Subnet>;

/** What one Region blocks between its VPCs and the internet. */
export const VpcBlockPublicAccessOptions = z.object({
  InternetGatewayBlockMode: maybe(StateWord),
  ExclusionsAllowed: maybe(StateWord),
});
export type VpcBlockPublicAccessOptions = z.infer<typeof VpcBlockPublicAccessOptions>;

/** A VPC or subnet that is left out of the block. */
export const VpcBlockPublicAccessExclusion = z.object({
  ExclusionId: maybe(ResourceId),
  InternetGatewayExclusionMode: maybe(StateWord),
  ResourceArn: maybe(Arn),
  State: maybe(StateWord),
});
export type VpcBlockPublicAccessExclusion = z.infer<typeof VpcBlockPublicAccessExclusion>;
