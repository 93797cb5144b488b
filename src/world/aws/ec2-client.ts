import {
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewayVpcAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  GetManagedPrefixListEntriesCommand,
  SearchTransitGatewayRoutesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { type ClientConfig, type ServiceClient, serviceClient } from './service-client.ts';

/** EC2: every command that is bundled, so that nothing else can be sent. */
export const openEc2 = (config: ClientConfig): ServiceClient =>
  serviceClient(new EC2Client(config), {
    DescribeNatGateways: DescribeNatGatewaysCommand,
    DescribeNetworkAcls: DescribeNetworkAclsCommand,
    DescribeNetworkInterfaces: DescribeNetworkInterfacesCommand,
    DescribeRouteTables: DescribeRouteTablesCommand,
    DescribeSecurityGroupRules: DescribeSecurityGroupRulesCommand,
    DescribeSecurityGroups: DescribeSecurityGroupsCommand,
    DescribeSubnets: DescribeSubnetsCommand,
    DescribeTransitGatewayAttachments: DescribeTransitGatewayAttachmentsCommand,
    DescribeTransitGatewayVpcAttachments: DescribeTransitGatewayVpcAttachmentsCommand,
    DescribeTransitGateways: DescribeTransitGatewaysCommand,
    DescribeVpcBlockPublicAccessExclusions: DescribeVpcBlockPublicAccessExclusionsCommand,
    DescribeVpcBlockPublicAccessOptions: DescribeVpcBlockPublicAccessOptionsCommand,
    DescribeVpcEndpoints: DescribeVpcEndpointsCommand,
    DescribeVpcPeeringConnections: DescribeVpcPeeringConnectionsCommand,
    DescribeVpcs: DescribeVpcsCommand,
    GetManagedPrefixListEntries: GetManagedPrefixListEntriesCommand,
    SearchTransitGatewayRoutes: SearchTransitGatewayRoutesCommand,
  });
