/** What EC2's reference says of an action that lists things: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/ */
export interface Ec2Action {
  /** The answer's key. */
  readonly key: string;
  /** The parameter that takes ids, where an object has its id, and what an unknown one is called. */
  readonly ids?: readonly [parameter: string, path: string, unknown: string];
  /** Filters, and what they look at. */
  readonly filters?: Readonly<Record<string, string>>;
  /** Most objects a page. */
  readonly most?: number;
  /** The parameter whose value stands in the name of the dump's file. */
  readonly scope?: readonly [parameter: string, unknown: string];
}

const ENI = 'PrivateIpAddresses[]';

export const ec2Actions: Readonly<Record<string, Ec2Action>> = {
  DescribeNetworkInterfaces: {
    key: 'NetworkInterfaces',
    ids: ['NetworkInterfaceId', 'NetworkInterfaceId', 'InvalidNetworkInterfaceID.NotFound'],
    filters: {
      'network-interface-id': 'NetworkInterfaceId',
      'private-ip-address': 'PrivateIpAddress',
      'addresses.private-ip-address': `${ENI}.PrivateIpAddress`,
      'addresses.association.public-ip': `${ENI}.Association.PublicIp`,
      'association.public-ip': 'Association.PublicIp',
      'ipv6-addresses.ipv6-address': 'Ipv6Addresses[].Ipv6Address',
      'subnet-id': 'SubnetId',
      'vpc-id': 'VpcId',
      'attachment.instance-id': 'Attachment.InstanceId',
      'group-id': 'Groups[].GroupId',
      'interface-type': 'InterfaceType',
    },
  },
  DescribeSecurityGroups: {
    key: 'SecurityGroups',
    ids: ['GroupId', 'GroupId', 'InvalidGroup.NotFound'],
    filters: { 'group-id': 'GroupId', 'vpc-id': 'VpcId' },
  },
  DescribeSecurityGroupRules: {
    key: 'SecurityGroupRules',
    ids: ['SecurityGroupRuleId', 'SecurityGroupRuleId', 'InvalidSecurityGroupRuleId.NotFound'],
    filters: { 'group-id': 'GroupId', 'security-group-rule-id': 'SecurityGroupRuleId' },
  },
  DescribeSubnets: {
    key: 'Subnets',
    ids: ['SubnetId', 'SubnetId', 'InvalidSubnetID.NotFound'],
    filters: { 'subnet-id': 'SubnetId', 'vpc-id': 'VpcId' },
  },
  DescribeVpcs: {
    key: 'Vpcs',
    ids: ['VpcId', 'VpcId', 'InvalidVpcID.NotFound'],
    filters: { 'vpc-id': 'VpcId', cidr: 'CidrBlock' },
  },
  DescribeRouteTables: {
    key: 'RouteTables',
    ids: ['RouteTableId', 'RouteTableId', 'InvalidRouteTableID.NotFound'],
    filters: { 'vpc-id': 'VpcId', 'association.subnet-id': 'Associations[].SubnetId' },
    most: 100,
  },
  DescribeNetworkAcls: {
    key: 'NetworkAcls',
    ids: ['NetworkAclId', 'NetworkAclId', 'InvalidNetworkAclID.NotFound'],
    filters: { 'vpc-id': 'VpcId', 'association.subnet-id': 'Associations[].SubnetId' },
  },
  DescribeVpcPeeringConnections: {
    key: 'VpcPeeringConnections',
    ids: ['VpcPeeringConnectionId', 'VpcPeeringConnectionId', 'InvalidVpcPeeringConnectionID.NotFound'],
    filters: { 'vpc-peering-connection-id': 'VpcPeeringConnectionId', 'status-code': 'Status.Code' },
  },
  DescribeNatGateways: {
    key: 'NatGateways',
    ids: ['NatGatewayId', 'NatGatewayId', 'NatGatewayNotFound'],
    filters: { 'nat-gateway-id': 'NatGatewayId', 'vpc-id': 'VpcId', 'subnet-id': 'SubnetId' },
  },
  DescribeVpcEndpoints: {
    key: 'VpcEndpoints',
    ids: ['VpcEndpointId', 'VpcEndpointId', 'InvalidVpcEndpointId.NotFound'],
    filters: { 'vpc-endpoint-id': 'VpcEndpointId', 'vpc-id': 'VpcId' },
  },
  DescribeTransitGateways: {
    key: 'TransitGateways',
    ids: ['TransitGatewayIds', 'TransitGatewayId', 'InvalidTransitGatewayID.NotFound'],
    filters: { 'transit-gateway-id': 'TransitGatewayId', state: 'State' },
  },
  DescribeTransitGatewayAttachments: {
    key: 'TransitGatewayAttachments',
    ids: [
      'TransitGatewayAttachmentIds',
      'TransitGatewayAttachmentId',
      'InvalidTransitGatewayAttachmentID.NotFound',
    ],
    filters: {
      'transit-gateway-attachment-id': 'TransitGatewayAttachmentId',
      'transit-gateway-id': 'TransitGatewayId',
      'resource-id': 'ResourceId',
    },
  },
  DescribeTransitGatewayVpcAttachments: {
    key: 'TransitGatewayVpcAttachments',
    ids: [
      'TransitGatewayAttachmentIds',
      'TransitGatewayAttachmentId',
      'InvalidTransitGatewayAttachmentID.NotFound',
    ],
    filters: {
      'transit-gateway-attachment-id': 'TransitGatewayAttachmentId',
      'transit-gateway-id': 'TransitGatewayId',
      'vpc-id': 'VpcId',
    },
  },
  DescribeVpcBlockPublicAccessExclusions: { key: 'VpcBlockPublicAccessExclusions' },
  DescribeVpcBlockPublicAccessOptions: { key: 'VpcBlockPublicAccessOptions' },
  GetManagedPrefixListEntries: {
    key: 'Entries',
    scope: ['PrefixListId', 'InvalidPrefixListID.NotFound'],
    most: 100,
  },
  SearchTransitGatewayRoutes: {
    key: 'Routes',
    scope: ['TransitGatewayRouteTableId', 'InvalidRouteTableID.NotFound'],
    filters: { state: 'State', type: 'Type' },
  },
};
