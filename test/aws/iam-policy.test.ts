import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type AwsCall, iamAction } from '../../src/core/aws/call.ts';
import { awsCalls } from '../../src/core/aws/calls.ts';
import { askOver, type Names } from './ask.ts';
import { accountOf, cases } from './cases.ts';
import { changed, over, routesOf } from './facts/account.ts';
import { overWire } from './over-wire.ts';
import { account, type Account, type Json } from './scene.ts';

afterEach(() => vi.unstubAllEnvs());

const Policy = z.object({
  Statement: z.tuple([z.object({ Effect: z.literal('Allow'), Action: z.array(z.string()) })]),
});
const policy = Policy.parse(
  JSON.parse(readFileSync(new URL('../../docs/iam-policy.json', import.meta.url), 'utf8')),
).Statement[0].Action;

const RDS = 'abc123.eu-west-1.rds.amazonaws.com';
const names: Names = {
  'api.internal.example': ['10.0.2.20'],
  [`orders.${RDS}`]: ['10.0.2.20'],
};

/** The account with a database, a cluster of it, a proxy before it, a function, and an endpoint. */
const withServices = (): Account =>
  changed((of) => {
    of['DescribeDBInstances'] = [
      {
        DBInstanceIdentifier: 'orders',
        Endpoint: { Address: `orders.${RDS}`, Port: 443 },
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-xyz' }],
        DBSubnetGroup: { VpcId: 'vpc-a', Subnets: [{ SubnetIdentifier: 'subnet-db' }] },
      },
    ];
    of['DescribeDBClusters'] = [
      {
        DBClusterIdentifier: 'orders',
        Port: 443,
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-xyz' }],
        DBClusterMembers: [{ DBInstanceIdentifier: 'orders', IsClusterWriter: true }],
      },
    ];
    of['DescribeDBProxies'] = [
      { DBProxyName: 'orders', VpcId: 'vpc-a', VpcSecurityGroupIds: ['sg-xyz'], VpcSubnetIds: ['subnet-db'] },
    ];
    of['GetFunctionConfiguration.worker'] = [
      {
        FunctionName: 'worker',
        VpcConfig: { VpcId: 'vpc-a', SubnetIds: ['subnet-app'], SecurityGroupIds: ['sg-abc'] },
      },
    ];
    of['DescribeVpcEndpoints'] = [
      {
        VpcEndpointId: 'vpce-1',
        VpcEndpointType: 'Interface',
        State: 'available',
        NetworkInterfaceIds: ['eni-db'],
      },
    ];
  });

const APP = { source: 'eni-app', port: 443 };
const balanced = cases.find(({ name }) => name === 'balancer-with-its-own-address');

/** Every kind of end, and of what may lie between two. */
const questions: readonly (readonly [string, Account, Json])[] = [
  ['an interface', account(), { ...APP, destination: 'eni-db' }],
  ['an instance', account(), { ...APP, source: 'i-app', destination: 'i-db' }],
  ['a private address', account(), { ...APP, source: '10.0.1.10', destination: '10.0.2.20' }],
  ['an IPv6 address', account(), { ...APP, destination: '2001:db8:a:2::20' }],
  ['a network', account(), { ...APP, source: '10.0.3.0/24', destination: 'eni-b' }],
  ['a DNS name', account(), { ...APP, destination: 'api.internal.example' }],
  ['an RDS instance', withServices(), { ...APP, destination: 'db/orders' }],
  ['an RDS instance by its DNS name', withServices(), { ...APP, destination: `orders.${RDS}` }],
  ['an RDS cluster', withServices(), { ...APP, destination: 'db-cluster/orders' }],
  ['an RDS proxy', withServices(), { ...APP, destination: 'db-proxy/orders' }],
  ['a function', withServices(), { ...APP, source: 'lambda/worker', destination: 'eni-db' }],
  ['an endpoint', withServices(), { ...APP, destination: 'vpce-1' }],
  ['the internet', account(), { ...APP, source: 'internet', destination: 'eni-web' }],
  ['a public address, over NAT', account(), { ...APP, destination: '52.1.1.30' }],
  ...(balanced ? [['a balancer', accountOf(balanced), balanced.input] as const] : []),
  ['a peering', account(), { ...APP, destination: 'eni-b' }],
  [
    'a transit gateway',
    changed((of) => over(of, { TransitGatewayId: 'tgw-1' })),
    { ...APP, destination: 'eni-b' },
  ],
  [
    'a prefix list',
    changed((of) => {
      routesOf(of, 'rtb-main').push({
        DestinationPrefixListId: 'pl-1',
        VpcPeeringConnectionId: 'pcx-1',
        State: 'active',
      });
      of['GetManagedPrefixListEntries.pl-1'] = [{ Cidr: '10.1.0.0/16' }];
    }),
    { ...APP, destination: 'eni-b' },
  ],
  [
    'a block of public access, with exclusions',
    changed((of) => {
      of['DescribeVpcBlockPublicAccessOptions'] = [{ InternetGatewayBlockMode: 'block-bidirectional' }];
      const arn = 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-a';
      of['DescribeVpcBlockPublicAccessExclusions'] = [
        { ExclusionId: 'x-1', InternetGatewayExclusionMode: 'allow-bidirectional', ResourceArn: arn },
      ];
    }),
    { ...APP, source: 'internet', destination: 'eni-web' },
  ],
];

describe('docs/iam-policy.json', () => {
  const used = new Set<string>();

  test.each(questions)('is enough for %s, in 20 calls at most', async (_, of, question) => {
    await overWire(
      of,
      async (aws, { asked }) => {
        const finding = await askOver(aws, question, names);
        for (const { service, action } of asked) used.add(`${service}:${action}`);
        expect(asked.filter(({ service, action }) => !policy.includes(`${service}:${action}`))).toEqual([]);
        // Some flows are refused, but nothing is unknown.
        expect(finding.checks.filter(({ status }) => status === 'unknown')).toEqual([]);
        expect(asked.length).toBeLessThanOrEqual(20);
      },
      { allowed: policy },
    );
  });

  test('has no action that none of these asks for', () => {
    expect([...used].toSorted()).toEqual(policy.toSorted());
  });

  test('has every call that can be made, and nothing but calls that read', () => {
    const calls = Object.values<AwsCall>(awsCalls).map((call) => iamAction(call));
    expect(policy).toEqual(calls.toSorted());
    expect(policy.filter((action) => !/:(?:Describe|Get|Search|List)[A-Z]/.test(action))).toEqual([]);
  });
});
