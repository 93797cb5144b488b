import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IpPermission } from '../../src/core/aws/security-group.ts';
import type { Change } from '../../src/tools/sg-chain/model/change.ts';
import { commandsOf } from '../../src/tools/sg-chain/model/remedy/command.ts';
import { needsMoto, runPrinted } from './moto.ts';

/** Says yes to everything, and keeps what it was asked last. */
let sent: Record<string, string> = {};
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = Object.fromEntries(new URLSearchParams(await text(request)));
  const { Action = '', Version: _, ClientToken: __, ...parameters } = asked;
  sent = { Action, ...parameters };
  const name = `${Action}Response`;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(`<${name} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><return>true</return></${name}>`);
}
const server = createServer((request, response) => void answer(request, response));
let endpoint = '';
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  endpoint = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterAll(() => void server.close());

const rule = (permission: object, egress = false): Change => ({
  kind: 'authorize',
  egress,
  group: 'sg-a',
  permission: IpPermission.parse(permission),
});
const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const entry = (more: object): Change => ({
  kind: 'acl-entry',
  acl: 'acl-1',
  entry: { RuleNumber: 90, Egress: true, Protocol: '6', RuleAction: 'allow', ...more },
});
const permission = (protocol: string, from: string, to: string): Record<string, string> => ({
  'IpPermissions.1.IpProtocol': protocol,
  'IpPermissions.1.FromPort': from,
  'IpPermissions.1.ToPort': to,
});
const https = permission('tcp', '443', '443');
const ACL = { NetworkAclId: 'acl-1', RuleNumber: '90', Egress: 'true' };

const forms: readonly [string, Change, Record<string, string>, Record<string, string>][] = [
  [
    'a group, for what goes out as for what comes in',
    rule({ ...HTTPS, UserIdGroupPairs: [{ GroupId: 'sg-b' }] }, true),
    {
      Action: 'AuthorizeSecurityGroupEgress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.Groups.1.GroupId': 'sg-b',
    },
    {
      Action: 'RevokeSecurityGroupEgress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.Groups.1.GroupId': 'sg-b',
    },
  ],
  [
    'a group of another account',
    rule({ ...HTTPS, UserIdGroupPairs: [{ GroupId: 'sg-b', UserId: '111122223333' }] }),
    {
      Action: 'AuthorizeSecurityGroupIngress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.Groups.1.GroupId': 'sg-b',
      'IpPermissions.1.Groups.1.UserId': '111122223333',
    },
    {
      Action: 'RevokeSecurityGroupIngress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.Groups.1.GroupId': 'sg-b',
      'IpPermissions.1.Groups.1.UserId': '111122223333',
    },
  ],
  [
    'a network',
    rule({ ...HTTPS, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
    {
      Action: 'AuthorizeSecurityGroupIngress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/8',
    },
    {
      Action: 'RevokeSecurityGroupIngress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/8',
    },
  ],
  [
    'an IPv6 network',
    rule({ ...HTTPS, Ipv6Ranges: [{ CidrIpv6: '2001:db8::/64' }] }, true),
    {
      Action: 'AuthorizeSecurityGroupEgress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.Ipv6Ranges.1.CidrIpv6': '2001:db8::/64',
    },
    {
      Action: 'RevokeSecurityGroupEgress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.Ipv6Ranges.1.CidrIpv6': '2001:db8::/64',
    },
  ],
  [
    'a prefix list',
    rule({ ...HTTPS, PrefixListIds: [{ PrefixListId: 'pl-1' }] }, true),
    {
      Action: 'AuthorizeSecurityGroupEgress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.PrefixListIds.1.PrefixListId': 'pl-1',
    },
    {
      Action: 'RevokeSecurityGroupEgress',
      GroupId: 'sg-a',
      ...https,
      'IpPermissions.1.PrefixListIds.1.PrefixListId': 'pl-1',
    },
  ],
  [
    'an echo request with any code',
    rule({ IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
    {
      Action: 'AuthorizeSecurityGroupIngress',
      GroupId: 'sg-a',
      ...permission('icmp', '8', '-1'),
      'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/8',
    },
    {
      Action: 'RevokeSecurityGroupIngress',
      GroupId: 'sg-a',
      ...permission('icmp', '8', '-1'),
      'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/8',
    },
  ],
  [
    'an entry of a network ACL',
    entry({ CidrBlock: '10.0.0.0/16', PortRange: { From: 1024, To: 65_535 } }),
    {
      Action: 'CreateNetworkAclEntry',
      ...ACL,
      Protocol: '6',
      RuleAction: 'allow',
      CidrBlock: '10.0.0.0/16',
      'PortRange.From': '1024',
      'PortRange.To': '65535',
    },
    { Action: 'DeleteNetworkAclEntry', ...ACL },
  ],
  [
    'one for ICMP over IPv6',
    entry({ Protocol: '58', Ipv6CidrBlock: '2001:db8::/64', IcmpTypeCode: { Type: -1, Code: -1 } }),
    {
      Action: 'CreateNetworkAclEntry',
      ...ACL,
      Protocol: '58',
      RuleAction: 'allow',
      Ipv6CidrBlock: '2001:db8::/64',
      'Icmp.Type': '-1',
      'Icmp.Code': '-1',
    },
    { Action: 'DeleteNetworkAclEntry', ...ACL },
  ],
  [
    'a route over a peering',
    {
      kind: 'route',
      table: 'rtb-1',
      route: { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1' },
    },
    {
      Action: 'CreateRoute',
      RouteTableId: 'rtb-1',
      DestinationCidrBlock: '10.9.0.0/16',
      VpcPeeringConnectionId: 'pcx-1',
    },
    { Action: 'DeleteRoute', RouteTableId: 'rtb-1', DestinationCidrBlock: '10.9.0.0/16' },
  ],
  [
    'an IPv6 route over a transit gateway',
    {
      kind: 'route',
      table: 'rtb-1',
      route: { DestinationIpv6CidrBlock: '2001:db8::/56', TransitGatewayId: 'tgw-1' },
    },
    {
      Action: 'CreateRoute',
      RouteTableId: 'rtb-1',
      DestinationIpv6CidrBlock: '2001:db8::/56',
      TransitGatewayId: 'tgw-1',
    },
    { Action: 'DeleteRoute', RouteTableId: 'rtb-1', DestinationIpv6CidrBlock: '2001:db8::/56' },
  ],
];

test.each(forms)(
  '%s: the AWS CLI sends just that, and its undo',
  needsMoto,
  async (_, change, does, undoes) => {
    const { command, undo } = commandsOf(change);
    await runPrinted(command, endpoint);
    expect(sent).toEqual(does);
    await runPrinted(undo, endpoint);
    expect(sent).toEqual(undoes);
  },
);

test('a profile and a Region are those that were asked with', () => {
  const { command, undo } = commandsOf(rule({ ...HTTPS, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }), {
    region: 'eu-west-1',
    profile: 'prod',
  });
  for (const one of [command, undo]) expect(one).toMatch(/ --region eu-west-1 --profile prod$/);
});
