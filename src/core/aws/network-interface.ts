import * as z from 'zod';
import { AddressText } from '../plain-text.ts';
import { CidrText, list, maybe, written } from './lenient.ts';
import { AccountId, PlaceWord, ResourceId, StateWord } from './resource-name.ts';
import { Tags } from './tag.ts';

const Association = z.object({ PublicIp: maybe(AddressText) });

/** An elastic network interface: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html */
export const NetworkInterface = z.object({
  NetworkInterfaceId: ResourceId,
  InterfaceType: maybe(StateWord),
  Status: maybe(StateWord),
  /** Foreign text; what AWS's own services write here says whose interface it is. */
  Description: maybe(z.string().max(1024)),
  OwnerId: maybe(AccountId),
  RequesterId: maybe(AccountId),
  VpcId: ResourceId,
  SubnetId: ResourceId,
  AvailabilityZone: maybe(PlaceWord),
  SourceDestCheck: maybe(z.boolean()),
  PrivateIpAddress: maybe(AddressText),
  PrivateIpAddresses: written(
    z.object({
      PrivateIpAddress: AddressText,
      Primary: maybe(z.boolean()),
      Association: maybe(Association),
    }),
  ),
  Association: maybe(Association),
  Ipv6Addresses: list(z.object({ Ipv6Address: AddressText })),
  Ipv4Prefixes: list(z.object({ Ipv4Prefix: CidrText })),
  Ipv6Prefixes: list(z.object({ Ipv6Prefix: CidrText })),
  Groups: written(z.object({ GroupId: ResourceId })),
  Attachment: maybe(
    z.object({
      AttachmentId: maybe(ResourceId),
      InstanceId: maybe(ResourceId),
      DeviceIndex: maybe(z.int()),
    }),
  ),
  TagSet: Tags,
});
export type NetworkInterface = z.infer<typeof NetworkInterface>;
