import * as z from 'zod';
import { CidrText, list, maybe } from './lenient.ts';
import { AccountId, ResourceId, StateWord } from './resource-name.ts';

const Switch = maybe(StateWord);

/** A transit gateway. */
export const TransitGateway = z.object({
  TransitGatewayId: ResourceId,
  State: maybe(StateWord),
  OwnerId: maybe(AccountId),
  Options: maybe(z.object({ SecurityGroupReferencingSupport: Switch })),
});
export type TransitGateway = z.infer<typeof TransitGateway>;

/** The attachment of a VPC: it has a subnet in each zone that it serves. */
export const TransitGatewayVpcAttachment = z.object({
  TransitGatewayAttachmentId: ResourceId,
  TransitGatewayId: ResourceId,
  VpcId: ResourceId,
  State: StateWord,
  SubnetIds: list(ResourceId),
  Options: maybe(z.object({ SecurityGroupReferencingSupport: Switch, ApplianceModeSupport: Switch })),
});
export type TransitGatewayVpcAttachment = z.infer<typeof TransitGatewayVpcAttachment>;

/** An attachment of any kind, and the route table that its packets are routed by. */
export const TransitGatewayAttachment = z.object({
  TransitGatewayAttachmentId: ResourceId,
  TransitGatewayId: maybe(ResourceId),
  ResourceType: maybe(StateWord),
  ResourceId: maybe(z.string().regex(/^[A-Za-z0-9_./:-]{1,255}$/)),
  State: maybe(StateWord),
  Association: maybe(z.object({ TransitGatewayRouteTableId: maybe(ResourceId), State: maybe(StateWord) })),
});
export type TransitGatewayAttachment = z.infer<typeof TransitGatewayAttachment>;

/** A route of a transit gateway's route table. */
export const TransitGatewayRoute = z.object({
  DestinationCidrBlock: maybe(CidrText),
  PrefixListId: maybe(ResourceId),
  State: StateWord,
  Type: maybe(StateWord),
  TransitGatewayAttachments: list(
    z.object({
      TransitGatewayAttachmentId: maybe(ResourceId),
      ResourceType: maybe(StateWord),
      ResourceId: maybe(z.string().regex(/^[A-Za-z0-9_./:-]{1,255}$/)),
    }),
  ),
});
export type TransitGatewayRoute = z.infer<typeof TransitGatewayRoute>;
