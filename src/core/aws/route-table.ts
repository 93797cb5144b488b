import * as z from 'zod';
import { CidrText, maybe, written } from './lenient.ts';
import { Arn, ResourceId, StateWord } from './resource-name.ts';
import { Tags } from './tag.ts';

/** A route: one destination and one target: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
export const Route = z.object({
  DestinationCidrBlock: maybe(CidrText),
  DestinationIpv6CidrBlock: maybe(CidrText),
  DestinationPrefixListId: maybe(ResourceId),
  GatewayId: maybe(ResourceId),
  NatGatewayId: maybe(ResourceId),
  TransitGatewayId: maybe(ResourceId),
  VpcPeeringConnectionId: maybe(ResourceId),
  EgressOnlyInternetGatewayId: maybe(ResourceId),
  NetworkInterfaceId: maybe(ResourceId),
  InstanceId: maybe(ResourceId),
  LocalGatewayId: maybe(ResourceId),
  CarrierGatewayId: maybe(ResourceId),
  CoreNetworkArn: maybe(Arn),
  State: maybe(StateWord),
  Origin: maybe(StateWord),
});
export type Route = z.infer<typeof Route>;

/** A route table; the one whose association is `Main` serves the subnets without one of their own. */
export const RouteTable = z.object({
  RouteTableId: ResourceId,
  VpcId: maybe(ResourceId),
  Associations: written(
    z.object({
      SubnetId: maybe(ResourceId),
      GatewayId: maybe(ResourceId),
      Main: maybe(z.boolean()),
      AssociationState: maybe(z.object({ State: maybe(StateWord) })),
    }),
  ),
  Routes: written(Route),
  Tags,
});
export type RouteTable = z.infer<typeof RouteTable>;
