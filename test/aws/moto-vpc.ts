import {
  AcceptVpcPeeringConnectionCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand,
  CreateNatGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  type CreateNetworkAclEntryCommandInput,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DescribeNetworkAclsCommand,
  EC2Client,
  type IpPermission,
  ReplaceNetworkAclAssociationCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';

import { clientOf } from './moto.ts';

/** An id that the server must have given. */
export function must(text: string | undefined): string {
  if (text === undefined) throw new Error('no id was given');
  return text;
}

/** Makes networks with EC2's own create calls; every method gives the new id. */
export class Builder {
  readonly client: EC2Client;

  constructor(endpoint: string) {
    this.client = new EC2Client(clientOf(endpoint));
  }

  async vpc(CidrBlock: string): Promise<string> {
    return must((await this.client.send(new CreateVpcCommand({ CidrBlock }))).Vpc?.VpcId);
  }

  async subnet(VpcId: string, CidrBlock: string, zone = 'eu-west-1a'): Promise<string> {
    const command = new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: zone });
    return must((await this.client.send(command)).Subnet?.SubnetId);
  }

  /** A group without any rule. */
  async group(VpcId: string, name: string): Promise<string> {
    const command = new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: name });
    const GroupId = must((await this.client.send(command)).GroupId);
    const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    await this.client.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: everything }));
    return GroupId;
  }

  async allow(direction: 'in' | 'out', GroupId: string, permission: IpPermission): Promise<void> {
    const input = { GroupId, IpPermissions: [permission] };
    if (direction === 'in') await this.client.send(new AuthorizeSecurityGroupIngressCommand(input));
    else await this.client.send(new AuthorizeSecurityGroupEgressCommand(input));
  }

  async networkInterface(SubnetId: string, group: string, address?: string): Promise<string> {
    const command = new CreateNetworkInterfaceCommand({
      SubnetId,
      Groups: [group],
      ...(address !== undefined && { PrivateIpAddress: address }),
    });
    return must((await this.client.send(command)).NetworkInterface?.NetworkInterfaceId);
  }

  async routeTable(VpcId: string, ...subnets: readonly string[]): Promise<string> {
    const made = await this.client.send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableId = must(made.RouteTable?.RouteTableId);
    for (const SubnetId of subnets)
      await this.client.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    return RouteTableId;
  }

  async route(RouteTableId: string, DestinationCidrBlock: string, target: object): Promise<void> {
    await this.client.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, ...target }));
  }

  async peering(VpcId: string, PeerVpcId: string): Promise<string> {
    const made = await this.client.send(new CreateVpcPeeringConnectionCommand({ VpcId, PeerVpcId }));
    const VpcPeeringConnectionId = must(made.VpcPeeringConnection?.VpcPeeringConnectionId);
    await this.client.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    return VpcPeeringConnectionId;
  }

  async internetGateway(VpcId: string): Promise<string> {
    const made = await this.client.send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = must(made.InternetGateway?.InternetGatewayId);
    await this.client.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
    return InternetGatewayId;
  }

  async natGateway(SubnetId: string): Promise<string> {
    const made = await this.client.send(
      new CreateNatGatewayCommand({ SubnetId, ConnectivityType: 'private' }),
    );
    return must(made.NatGateway?.NatGatewayId);
  }

  /** A network ACL of one subnet, with an entry that allows everything each way. */
  async acl(VpcId: string, subnet: string): Promise<string> {
    const made = await this.client.send(new CreateNetworkAclCommand({ VpcId }));
    const NetworkAclId = must(made.NetworkAcl?.NetworkAclId);
    const filter = { Name: 'association.subnet-id', Values: [subnet] };
    const { NetworkAcls: acls = [] } = await this.client.send(
      new DescribeNetworkAclsCommand({ Filters: [filter] }),
    );
    const before = acls
      .flatMap(({ Associations = [] }) => Associations)
      .find((one) => one.SubnetId === subnet);
    const AssociationId = before?.NetworkAclAssociationId;
    await this.client.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
    for (const Egress of [true, false]) await this.entry(NetworkAclId, 100, { Egress });
    return NetworkAclId;
  }

  async entry(
    NetworkAclId: string,
    RuleNumber: number,
    entry: Partial<CreateNetworkAclEntryCommandInput>,
  ): Promise<void> {
    const everything = {
      Protocol: '-1',
      CidrBlock: '0.0.0.0/0',
      RuleAction: 'allow',
      Egress: false,
    } as const;
    const command = new CreateNetworkAclEntryCommand({ ...everything, ...entry, NetworkAclId, RuleNumber });
    await this.client.send(command);
  }

  async prefixList(...networks: readonly string[]): Promise<string> {
    const command = new CreateManagedPrefixListCommand({
      PrefixListName: 'networks',
      AddressFamily: 'IPv4',
      MaxEntries: 10,
      Entries: networks.map((Cidr) => ({ Cidr })),
    });
    return must((await this.client.send(command)).PrefixList?.PrefixListId);
  }

  async transitGateway(): Promise<string> {
    const made = await this.client.send(new CreateTransitGatewayCommand({}));
    return must(made.TransitGateway?.TransitGatewayId);
  }

  async attach(TransitGatewayId: string, VpcId: string, ...SubnetIds: string[]): Promise<string> {
    const command = new CreateTransitGatewayVpcAttachmentCommand({ TransitGatewayId, VpcId, SubnetIds });
    const made = await this.client.send(command);
    return must(made.TransitGatewayVpcAttachment?.TransitGatewayAttachmentId);
  }
}
