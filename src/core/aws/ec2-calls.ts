import { type AwsCall, ec2 } from './call.ts';
import { NatGateway, PrefixListEntry, VpcEndpoint, VpcPeeringConnection } from './gateway.ts';
import { NetworkAcl } from './network-acl.ts';
import { NetworkInterface } from './network-interface.ts';
import { RouteTable } from './route-table.ts';
import { SecurityGroup, SecurityGroupRule } from './security-group.ts';
import {
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayVpcAttachment,
} from './transit-gateway.ts';
import { Subnet, Vpc, VpcBlockPublicAccessExclusion, VpcBlockPublicAccessOptions } from './vpc.ts';

// Filters and not id parameters: those cannot be paged, and an id that is not there fails the whole call.

const prefixListEntries: AwsCall<PrefixListEntry> = {
  service: 'ec2',
  action: 'GetManagedPrefixListEntries',
  key: 'Entries',
  many: true,
  paged: true,
  pageSize: 100,
  by: { PrefixListId: { how: 'one' } },
  shape: PrefixListEntry,
};

// Routes come at most a thousand at a time and are not paged; one destination is asked for where there may be more.
const transitGatewayRoutes: AwsCall<TransitGatewayRoute> = {
  service: 'ec2',
  action: 'SearchTransitGatewayRoutes',
  key: 'Routes',
  many: true,
  paged: false,
  fixed: { Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }] },
  by: { TransitGatewayRouteTableId: { how: 'one' } },
  shape: TransitGatewayRoute,
};

const blockPublicAccess: AwsCall<VpcBlockPublicAccessOptions> = {
  service: 'ec2',
  action: 'DescribeVpcBlockPublicAccessOptions',
  key: 'VpcBlockPublicAccessOptions',
  many: false,
  paged: false,
  by: {},
  shape: VpcBlockPublicAccessOptions,
};

const blockPublicAccessExclusions: AwsCall<VpcBlockPublicAccessExclusion> = {
  service: 'ec2',
  action: 'DescribeVpcBlockPublicAccessExclusions',
  key: 'VpcBlockPublicAccessExclusions',
  many: true,
  paged: true,
  by: {},
  shape: VpcBlockPublicAccessExclusion,
};

// Without it, interfaces that a service of AWS manages may be left out: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
const HIDDEN_TOO = { IncludeManagedResources: true };

/** The calls of EC2, all of them Describe, Get or Search: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/ */
export const ec2Calls = {
  interfaces: {
    ...ec2('DescribeNetworkInterfaces', 'NetworkInterfaces', NetworkInterface, {
      'network-interface-id': 'NetworkInterfaceId',
      'addresses.private-ip-address': 'PrivateIpAddresses[].PrivateIpAddress',
      'addresses.association.public-ip': 'PrivateIpAddresses[].Association.PublicIp',
      'ipv6-addresses.ipv6-address': 'Ipv6Addresses[].Ipv6Address',
      'subnet-id': 'SubnetId',
      'attachment.instance-id': 'Attachment.InstanceId',
      'group-id': 'Groups[].GroupId',
    }),
    fixed: HIDDEN_TOO,
  },
  securityGroups: ec2('DescribeSecurityGroups', 'SecurityGroups', SecurityGroup, { 'group-id': 'GroupId' }),
  securityGroupRules: ec2('DescribeSecurityGroupRules', 'SecurityGroupRules', SecurityGroupRule, {
    'group-id': 'GroupId',
  }),
  subnets: ec2('DescribeSubnets', 'Subnets', Subnet, { 'subnet-id': 'SubnetId', 'vpc-id': 'VpcId' }),
  vpcs: ec2('DescribeVpcs', 'Vpcs', Vpc, { 'vpc-id': 'VpcId' }),
  routeTables: {
    ...ec2('DescribeRouteTables', 'RouteTables', RouteTable, { 'vpc-id': 'VpcId' }),
    pageSize: 100,
  },
  networkAcls: ec2('DescribeNetworkAcls', 'NetworkAcls', NetworkAcl, {
    'association.subnet-id': 'Associations[].SubnetId',
  }),
  prefixListEntries,
  peerings: ec2('DescribeVpcPeeringConnections', 'VpcPeeringConnections', VpcPeeringConnection, {
    'vpc-peering-connection-id': 'VpcPeeringConnectionId',
  }),
  natGateways: ec2('DescribeNatGateways', 'NatGateways', NatGateway, { 'nat-gateway-id': 'NatGatewayId' }),
  endpoints: ec2('DescribeVpcEndpoints', 'VpcEndpoints', VpcEndpoint, { 'vpc-endpoint-id': 'VpcEndpointId' }),
  transitGateways: ec2('DescribeTransitGateways', 'TransitGateways', TransitGateway, {
    'transit-gateway-id': 'TransitGatewayId',
  }),
  transitGatewayVpcAttachments: ec2(
    'DescribeTransitGatewayVpcAttachments',
    'TransitGatewayVpcAttachments',
    TransitGatewayVpcAttachment,
    { 'vpc-id': 'VpcId' },
  ),
  transitGatewayAttachments: ec2(
    'DescribeTransitGatewayAttachments',
    'TransitGatewayAttachments',
    TransitGatewayAttachment,
    { 'transit-gateway-attachment-id': 'TransitGatewayAttachmentId' },
  ),
  transitGatewayRoutes,
  blockPublicAccess,
  blockPublicAccessExclusions,
} as const;
