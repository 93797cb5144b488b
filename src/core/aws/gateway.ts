import * as z from 'zod';
import { AddressText } from '../plain-text.ts';
import { CidrText, list, maybe } from './lenient.ts';
import { AccountId, PlaceWord, ResourceId, StateWord } from './resource-name.ts';

const PeeringSide = z.object({
  VpcId: maybe(ResourceId),
  OwnerId: maybe(AccountId),
  Region: maybe(PlaceWord),
  CidrBlock: maybe(CidrText),
  CidrBlockSet: list(z.object({ CidrBlock: CidrText })),
  Ipv6CidrBlockSet: list(z.object({ Ipv6CidrBlock: CidrText })),
});

/** A peering of two VPCs. */
export const VpcPeeringConnection = z.object({
  VpcPeeringConnectionId: ResourceId,
  Status: z.object({ Code: StateWord }),
  RequesterVpcInfo: PeeringSide,
  AccepterVpcInfo: PeeringSide,
});
export type VpcPeeringConnection = z.infer<typeof VpcPeeringConnection>;

/** A NAT gateway with its own addresses. */
export const NatGateway = z.object({
  NatGatewayId: ResourceId,
  State: StateWord,
  ConnectivityType: maybe(StateWord),
  VpcId: maybe(ResourceId),
  SubnetId: maybe(ResourceId),
  NatGatewayAddresses: list(
    z.object({
      NetworkInterfaceId: maybe(ResourceId),
      PrivateIp: maybe(AddressText),
      PublicIp: maybe(AddressText),
    }),
  ),
});
export type NatGateway = z.infer<typeof NatGateway>;

/** A VPC endpoint; its policy is a JSON document as text. */
export const VpcEndpoint = z.object({
  VpcEndpointId: ResourceId,
  VpcEndpointType: maybe(StateWord),
  ServiceName: maybe(z.string().regex(/^[A-Za-z0-9._-]{1,255}$/)),
  State: StateWord,
  VpcId: maybe(ResourceId),
  PrivateDnsEnabled: maybe(z.boolean()),
  SubnetIds: list(ResourceId),
  NetworkInterfaceIds: list(ResourceId),
  Groups: list(z.object({ GroupId: ResourceId })),
  PolicyDocument: maybe(z.string().max(20_480)),
});
export type VpcEndpoint = z.infer<typeof VpcEndpoint>;

/** One network of a prefix list. */
export const PrefixListEntry = z.object({ Cidr: CidrText });
export type PrefixListEntry = z.infer<typeof PrefixListEntry>;
