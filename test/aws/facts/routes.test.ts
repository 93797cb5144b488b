import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { type Account, type Json, object, table } from '../scene.ts';
import {
  APP_TO_B,
  changed,
  codes,
  commands,
  egress,
  EVERYTHING,
  natives,
  over,
  routesOf,
  said,
} from './account.ts';

const open = (change: (of: Account) => void = () => {}): Account =>
  changed((of) => {
    egress(of, 'sg-abc', EVERYTHING);
    change(of);
  });
const blackhole = (cidr: string): Json => ({
  DestinationCidrBlock: cidr,
  TransitGatewayId: 'tgw-9',
  State: 'blackhole',
});

test('the longest prefix that holds the address decides', async () => {
  const longer = open((of) => routesOf(of, 'rtb-main').push(blackhole('10.1.1.0/24')));
  const finding = await ask(longer, APP_TO_B);
  expect(codes(finding)).toEqual(['firewall.blackhole']);
  expect(natives(finding)).toEqual(['MORE_SPECIFIC_ROUTE']);
  const shorter = open((of) => routesOf(of, 'rtb-main').push(blackhole('10.0.0.0/8')));
  expect((await ask(shorter, APP_TO_B)).status).toBe('pass');
});

test('a subnet without an association is routed by the main table', async () => {
  const own = open((of) =>
    of['DescribeRouteTables']?.push(table('rtb-own', 'vpc-a', ['subnet-app'], [blackhole('10.1.0.0/16')])),
  );
  expect(codes(await ask(own, APP_TO_B))).toEqual(['firewall.blackhole']);
  const others = open((of) =>
    of['DescribeRouteTables']?.push(table('rtb-own', 'vpc-a', ['subnet-db'], [blackhole('10.1.0.0/16')])),
  );
  expect((await ask(others, APP_TO_B)).status).toBe('pass');
});

test('a route by prefix list holds what the list holds; a list that was not read may hold it', async () => {
  const by = (entries?: Json[]): Account =>
    open((of) => {
      const route = routesOf(of, 'rtb-main').find((one) => one['VpcPeeringConnectionId'] !== undefined);
      if (route) delete route['DestinationCidrBlock'];
      if (route) route['DestinationPrefixListId'] = 'pl-1';
      if (entries) of['GetManagedPrefixListEntries.pl-1'] = entries;
    });
  expect((await ask(by([{ Cidr: '10.1.0.0/16' }]), APP_TO_B)).status).toBe('pass');
  const elsewhere = await ask(by([{ Cidr: '10.7.0.0/16' }]), APP_TO_B);
  expect(said(elsewhere)).toContain('to nat-1');
  expect((await ask(by(), APP_TO_B)).status).toBe('unknown');
});

test('the way back is routed by the other side’s table', async () => {
  const of = open((one) => {
    object(one, 'DescribeRouteTables', 'rtb-b')['Routes'] = routesOf(one, 'rtb-b').slice(0, 1);
  });
  const finding = await ask(of, APP_TO_B);
  expect(codes(finding)).toEqual(['firewall.no-route']);
  expect(natives(finding)).toEqual(['NO_ROUTE_TO_DESTINATION']);
  expect(commands(finding)).toEqual([
    'aws ec2 create-route --route-table-id rtb-b --destination-cidr-block 10.0.0.0/16 --vpc-peering-connection-id pcx-1',
  ]);
});

test('an attachment needs a subnet in the zone of the source', async () => {
  const of = open((one) => {
    over(one, { TransitGatewayId: 'tgw-1' });
    object(one, 'DescribeTransitGatewayVpcAttachments', 'tgw-attach-a')['SubnetIds'] = ['subnet-db'];
  });
  const finding = await ask(of, APP_TO_B);
  expect(codes(finding)).toContain('firewall.transit');
  expect(natives(finding)).toContain('TGW_ROUTE_AZ_RESTRICTION');
});

test.each<[string, (of: Account) => void, string]>([
  [
    'an attachment that is associated with no table',
    (of) => delete object(of, 'DescribeTransitGatewayAttachments', 'tgw-attach-a')['Association'],
    'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
  ],
  [
    'a table to which nothing is propagated',
    (of) => (of['SearchTransitGatewayRoutes.tgw-rtb-1'] = []),
    'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
  ],
  [
    'a route of the gateway into a blackhole',
    (of) => {
      for (const one of of['SearchTransitGatewayRoutes.tgw-rtb-1'] ?? []) one['State'] = 'blackhole';
    },
    'BAD_STATE_ROUTE',
  ],
])('%s passes nothing on', async (_, change, native) => {
  const of = open((one) => {
    over(one, { TransitGatewayId: 'tgw-1' });
    change(one);
  });
  const finding = await ask(of, APP_TO_B);
  expect(codes(finding)).toContain('firewall.transit');
  expect(natives(finding)).toContain(native);
});

test('a peering passes nothing on to what belongs to neither of its VPCs', async () => {
  const of = open((one) => {
    object(one, 'DescribeVpcPeeringConnections', 'pcx-1')['AccepterVpcInfo'] = {
      VpcId: 'vpc-c',
      Region: 'eu-west-1',
      CidrBlock: '10.3.0.0/16',
    };
  });
  const finding = await ask(of, APP_TO_B);
  expect(codes(finding)).toContain('firewall.transit');
  expect(natives(finding)).toContain('PCX_REQUIRES_ADDRESS_IN_VPC_CIDR');
});

test('an address that both VPCs have never leaves the first', async () => {
  const of = open((one) => {
    one['DescribeNetworkInterfaces']?.push({
      ...structuredClone(object(one, 'DescribeNetworkInterfaces', 'eni-b')),
      NetworkInterfaceId: 'eni-twin',
      PrivateIpAddress: '10.0.3.9',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.3.9', Primary: true }],
    });
  });
  const finding = await ask(of, { ...APP_TO_B, destination: 'eni-twin' });
  expect(codes(finding)).toContain('firewall.no-route');
  expect(natives(finding)).toContain('VPC_LOCAL_ROUTE_CIDR_RESTRICTION');
});

test.each([
  ['a firewall’s endpoint', { GatewayId: 'vpce-fw' }, { VpcEndpointType: 'GatewayLoadBalancer' }],
  ['an appliance’s interface', { NetworkInterfaceId: 'eni-fw' }, undefined],
])('a route to %s is unknown, not a footnote under allow', async (_, target, endpoint) => {
  const of = open((one) => {
    over(one, target);
    if (endpoint)
      one['DescribeVpcEndpoints'] = [
        { VpcEndpointId: 'vpce-fw', State: 'available', VpcId: 'vpc-a', ...endpoint },
      ];
  });
  const finding = await ask(of, APP_TO_B);
  expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
});
