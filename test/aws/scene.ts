import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsCalls } from '../../src/core/aws/calls.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import { awsDump } from '../../src/world/snapshot/aws-dump/aws-dump.ts';

/** Objects as the AWS CLI prints them. */
export type Json = Record<string, unknown>;
/** The answers of an account: by the action's name, or the action's name and the id that its file is named after. */
export type Account = Record<string, Json[]>;

export const ALL = '0.0.0.0/0';
const ENTRIES = [true, false].flatMap((Egress) => [
  { RuleNumber: 100, Egress, Protocol: '-1', RuleAction: 'allow', CidrBlock: ALL },
  { RuleNumber: 32767, Egress, Protocol: '-1', RuleAction: 'deny', CidrBlock: ALL },
  { RuleNumber: 101, Egress, Protocol: '-1', RuleAction: 'allow', Ipv6CidrBlock: '::/0' },
  { RuleNumber: 32768, Egress, Protocol: '-1', RuleAction: 'deny', Ipv6CidrBlock: '::/0' },
]);

export const allow = (protocol: string, port: number | undefined, peer: Json): Json => ({
  IpProtocol: protocol,
  ...(port !== undefined && { FromPort: port, ToPort: port }),
  IpRanges: [],
  Ipv6Ranges: [],
  PrefixListIds: [],
  UserIdGroupPairs: [],
  ...peer,
});
export const group = (id: string): Json => ({ UserIdGroupPairs: [{ GroupId: id, UserId: '111122223333' }] });
export const network = (cidr: string): Json => ({ IpRanges: [{ CidrIp: cidr }] });
export const network6 = (cidr: string): Json => ({ Ipv6Ranges: [{ CidrIpv6: cidr }] });

export const securityGroup = (id: string, vpc: string, ingress: Json[], egress: Json[]): Json => ({
  GroupId: id,
  GroupName: id,
  OwnerId: '111122223333',
  VpcId: vpc,
  IpPermissions: ingress,
  IpPermissionsEgress: egress,
});

export const eni = (
  id: string,
  subnet: string,
  vpc: string,
  address: string,
  groups: string[],
  more: Json = {},
): Json => ({
  NetworkInterfaceId: id,
  InterfaceType: 'interface',
  Status: 'in-use',
  OwnerId: '111122223333',
  VpcId: vpc,
  SubnetId: subnet,
  AvailabilityZone: 'eu-west-1a',
  PrivateIpAddress: address,
  PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
  Groups: groups.map((GroupId) => ({ GroupId })),
  Attachment: { InstanceId: `i-${id.slice(4)}`, DeviceIndex: 0 },
  ...more,
});

const publicly = (address: string, shown: string): Json => ({
  Association: { PublicIp: shown },
  PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true, Association: { PublicIp: shown } }],
});

const subnet = (id: string, vpc: string, cidr: string, zone: string, v6?: string): Json => ({
  SubnetId: id,
  VpcId: vpc,
  CidrBlock: cidr,
  AvailabilityZone: zone,
  ...(v6 !== undefined && { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: v6 }] }),
});
const acl = (id: string, vpc: string, subnets: string[]): Json => ({
  NetworkAclId: id,
  VpcId: vpc,
  Associations: subnets.map((SubnetId) => ({ SubnetId })),
  Entries: structuredClone(ENTRIES),
});
const route = (cidr: string, target: Json): Json => ({
  DestinationCidrBlock: cidr,
  State: 'active',
  Origin: 'CreateRoute',
  ...target,
});
export const table = (id: string, vpc: string, subnets: string[], routes: Json[]): Json => ({
  RouteTableId: id,
  VpcId: vpc,
  Associations:
    subnets.length === 0 ? [{ Main: true }] : subnets.map((SubnetId) => ({ SubnetId, Main: false })),
  Routes: routes,
});

const ANY = allow('-1', undefined, network(ALL));

/**
 * Two VPCs, peered and on one transit gateway: `eni-app` (sg-abc) and `eni-db` (sg-xyz) in vpc-a, a public subnet with a NAT gateway
 * and `eni-web`, `eni-b` (sg-b) in vpc-b. Everything is allowed that has to be for sg-abc to reach sg-xyz on tcp/443.
 */
export function account(): Account {
  return {
    DescribeVpcs: [
      {
        VpcId: 'vpc-a',
        OwnerId: '111122223333',
        CidrBlock: '10.0.0.0/16',
        CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16' }],
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:a::/56' }],
      },
      {
        VpcId: 'vpc-b',
        OwnerId: '111122223333',
        CidrBlock: '10.1.0.0/16',
        CidrBlockAssociationSet: [{ CidrBlock: '10.1.0.0/16' }],
      },
    ],
    DescribeSubnets: [
      subnet('subnet-pub', 'vpc-a', '10.0.0.0/24', 'eu-west-1a', '2001:db8:a::/64'),
      subnet('subnet-app', 'vpc-a', '10.0.1.0/24', 'eu-west-1a', '2001:db8:a:1::/64'),
      subnet('subnet-db', 'vpc-a', '10.0.2.0/24', 'eu-west-1b', '2001:db8:a:2::/64'),
      subnet('subnet-b', 'vpc-b', '10.1.1.0/24', 'eu-west-1a'),
    ],
    DescribeNetworkInterfaces: [
      eni('eni-app', 'subnet-app', 'vpc-a', '10.0.1.10', ['sg-abc'], {
        Ipv6Addresses: [{ Ipv6Address: '2001:db8:a:1::10' }],
      }),
      eni('eni-db', 'subnet-db', 'vpc-a', '10.0.2.20', ['sg-xyz'], {
        Description: 'RDSNetworkInterface',
        Ipv6Addresses: [{ Ipv6Address: '2001:db8:a:2::20' }],
      }),
      eni('eni-web', 'subnet-pub', 'vpc-a', '10.0.0.30', ['sg-web'], publicly('10.0.0.30', '52.1.1.30')),
      eni('eni-nat', 'subnet-pub', 'vpc-a', '10.0.0.5', [], {
        InterfaceType: 'nat_gateway',
        ...publicly('10.0.0.5', '52.1.1.5'),
      }),
      eni('eni-b', 'subnet-b', 'vpc-b', '10.1.1.10', ['sg-b']),
    ],
    DescribeSecurityGroups: [
      securityGroup('sg-abc', 'vpc-a', [], [allow('tcp', 443, group('sg-xyz'))]),
      securityGroup('sg-xyz', 'vpc-a', [allow('tcp', 443, group('sg-abc'))], [ANY]),
      securityGroup('sg-web', 'vpc-a', [allow('tcp', 443, network(ALL))], [ANY]),
      securityGroup('sg-b', 'vpc-b', [allow('tcp', 443, network('10.0.0.0/16'))], [ANY]),
    ],
    DescribeSecurityGroupRules: [
      {
        SecurityGroupRuleId: 'sgr-1',
        GroupId: 'sg-abc',
        IsEgress: true,
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        ReferencedGroupInfo: { GroupId: 'sg-xyz', UserId: '111122223333' },
      },
      {
        SecurityGroupRuleId: 'sgr-2',
        GroupId: 'sg-xyz',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        ReferencedGroupInfo: { GroupId: 'sg-abc', UserId: '111122223333' },
      },
    ],
    DescribeNetworkAcls: [
      acl('acl-pub', 'vpc-a', ['subnet-pub']),
      acl('acl-app', 'vpc-a', ['subnet-app']),
      acl('acl-db', 'vpc-a', ['subnet-db']),
      acl('acl-b', 'vpc-b', ['subnet-b']),
    ],
    DescribeRouteTables: [
      table(
        'rtb-main',
        'vpc-a',
        [],
        [
          route('10.0.0.0/16', { GatewayId: 'local', Origin: 'CreateRouteTable' }),
          { DestinationIpv6CidrBlock: '2001:db8:a::/56', GatewayId: 'local', State: 'active' },
          route('10.1.0.0/16', { VpcPeeringConnectionId: 'pcx-1' }),
          route(ALL, { NatGatewayId: 'nat-1' }),
        ],
      ),
      table(
        'rtb-pub',
        'vpc-a',
        ['subnet-pub'],
        [route('10.0.0.0/16', { GatewayId: 'local' }), route(ALL, { GatewayId: 'igw-1' })],
      ),
      table(
        'rtb-b',
        'vpc-b',
        [],
        [
          route('10.1.0.0/16', { GatewayId: 'local' }),
          route('10.0.0.0/16', { VpcPeeringConnectionId: 'pcx-1' }),
        ],
      ),
    ],
    DescribeVpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        Status: { Code: 'active' },
        RequesterVpcInfo: {
          VpcId: 'vpc-a',
          OwnerId: '111122223333',
          Region: 'eu-west-1',
          CidrBlock: '10.0.0.0/16',
        },
        AccepterVpcInfo: {
          VpcId: 'vpc-b',
          OwnerId: '111122223333',
          Region: 'eu-west-1',
          CidrBlock: '10.1.0.0/16',
        },
      },
    ],
    DescribeNatGateways: [
      {
        NatGatewayId: 'nat-1',
        State: 'available',
        ConnectivityType: 'public',
        VpcId: 'vpc-a',
        SubnetId: 'subnet-pub',
        NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.0.5', PublicIp: '52.1.1.5' }],
      },
    ],
    DescribeVpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'off' }],
    DescribeVpcBlockPublicAccessExclusions: [],
    DescribeVpcEndpoints: [],
    DescribeTransitGateways: [
      {
        TransitGatewayId: 'tgw-1',
        State: 'available',
        Options: { SecurityGroupReferencingSupport: 'disable' },
      },
    ],
    DescribeTransitGatewayVpcAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-a',
        TransitGatewayId: 'tgw-1',
        VpcId: 'vpc-a',
        State: 'available',
        SubnetIds: ['subnet-app', 'subnet-db'],
        Options: { SecurityGroupReferencingSupport: 'disable' },
      },
      {
        TransitGatewayAttachmentId: 'tgw-attach-b',
        TransitGatewayId: 'tgw-1',
        VpcId: 'vpc-b',
        State: 'available',
        SubnetIds: ['subnet-b'],
        Options: { SecurityGroupReferencingSupport: 'disable' },
      },
    ],
    DescribeTransitGatewayAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-a',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'vpc',
        ResourceId: 'vpc-a',
        State: 'available',
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
      },
      {
        TransitGatewayAttachmentId: 'tgw-attach-b',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'vpc',
        ResourceId: 'vpc-b',
        State: 'available',
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
      },
    ],
    'SearchTransitGatewayRoutes.tgw-rtb-1': [
      {
        DestinationCidrBlock: '10.0.0.0/16',
        State: 'active',
        Type: 'propagated',
        TransitGatewayAttachments: [
          { TransitGatewayAttachmentId: 'tgw-attach-a', ResourceType: 'vpc', ResourceId: 'vpc-a' },
        ],
      },
      {
        DestinationCidrBlock: '10.1.0.0/16',
        State: 'active',
        Type: 'propagated',
        TransitGatewayAttachments: [
          { TransitGatewayAttachmentId: 'tgw-attach-b', ResourceType: 'vpc', ResourceId: 'vpc-b' },
        ],
      },
    ],
  };
}

/** The object of an id in an account, to be changed by a test. */
export function object(of: Account, action: string, id: string): Json {
  const found = of[action]?.find((one) => Object.values(one)[0] === id);
  if (!found) throw new Error(`${action} has no ${id}`);
  return found;
}

/** The list at a key of an object, to be changed by a test. */
export function listOf(owner: Json, key: string): Json[] {
  const found = owner[key];
  if (!Array.isArray(found)) throw new Error(`no list at ${key}`);
  return found;
}

/** Writes an account as a dump, a file a call, and calls `use` with the folder. */
export async function withDump<T>(of: Account, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'aws-dump-'));
  try {
    for (const [name, objects] of Object.entries(of)) {
      const action = name.split('.')[0] ?? '';
      const call = Object.values(awsCalls).find((one) => one.action === action);
      if (!call) throw new Error(`no call ${action}`);
      const body = call.key === '' ? objects[0] : { [call.key]: call.many ? objects : objects[0] };
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(body));
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The reader of dumps over an account. */
export const overDump = <T>(of: Account, use: (aws: Aws) => Promise<T>): Promise<T> =>
  withDump(of, (folder) => use(awsDump(folder)));
