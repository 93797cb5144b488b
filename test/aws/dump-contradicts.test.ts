import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { awsDump } from '../../src/world/snapshot/aws-dump/aws-dump.ts';
import { ask, askOver } from './ask.ts';
import { type Account, account, type Json, listOf, object, withDump } from './scene.ts';

const DENIED = { source: 'eni-app', destination: 'eni-db', port: 5432 };
const ALLOWED = { ...DENIED, port: 443 };

/** Asks over a dump whose files were changed on the disk. */
const askAfter = (of: Account, change: (folder: string) => void, input: object): Promise<Finding> =>
  withDump(of, (folder) => {
    change(folder);
    return askOver(awsDump(folder), input);
  });

const summaries = ({ checks }: Finding): string => checks.map(({ summary }) => summary).join('\n');

/** The same account in two folders, the second changed. */
const twice =
  (first: string, second: string, change: (folder: string) => void) =>
  (folder: string): void => {
    const kept = `${folder}-kept`;
    renameSync(folder, kept);
    mkdirSync(folder);
    cpSync(kept, join(folder, first), { recursive: true });
    renameSync(kept, join(folder, second));
    change(join(folder, second));
  };

function edit(folder: string, name: string, change: (json: Json) => void): void {
  const file = join(folder, `${name}.json`);
  const json: Json = JSON.parse(readFileSync(file, 'utf8'));
  change(json);
  writeFileSync(file, JSON.stringify(json));
}

test('the same records twice are one', async () => {
  const finding = await askAfter(
    account(),
    twice('monday', 'tuesday', () => {}),
    ALLOWED,
  );
  expect(finding.status).toBe('pass');
});

test('records of two times that contradict each other are not chosen from', async () => {
  const change = (folder: string): void =>
    edit(folder, 'DescribeSecurityGroups', (json) => {
      const found = listOf(json, 'SecurityGroups').find(({ GroupId }) => GroupId === 'sg-abc');
      if (found) found['IpPermissionsEgress'] = [];
    });
  const finding = await askAfter(account(), twice('monday', 'tuesday', change), ALLOWED);
  expect(finding.status).toBe('unknown');
  expect(summaries(finding)).toContain('DescribeSecurityGroups has one thing twice, and differently');
});

test('tags are each account’s own', async () => {
  const change = (folder: string): void =>
    edit(folder, 'DescribeSubnets', (json) => {
      for (const one of listOf(json, 'Subnets')) one['Tags'] = [{ Key: 'shared', Value: 'yes' }];
    });
  const finding = await askAfter(account(), twice('111122223333', '444455556666', change), ALLOWED);
  expect(finding.status).toBe('pass');
});

test('a database of one name in two Regions is asked about again', async () => {
  const of = account();
  of['DescribeDBInstances'] = [
    {
      DBInstanceIdentifier: 'orders',
      DBInstanceStatus: 'available',
      DBSubnetGroup: { VpcId: 'vpc-a', Subnets: [{ SubnetIdentifier: 'subnet-db' }] },
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-xyz' }],
    },
  ];
  const change = (folder: string): void =>
    edit(folder, 'DescribeDBInstances', (json) => {
      for (const one of listOf(json, 'DBInstances'))
        one['VpcSecurityGroups'] = [{ VpcSecurityGroupId: 'sg-b' }];
    });
  const both = twice('eu-west-1', 'us-east-1', change);
  const asked = { source: 'eni-app', destination: 'db/orders', port: 443 };
  const open = await askAfter(of, both, asked);
  expect(open.status).toBe('unknown');
  const chosen = await askAfter(of, both, { ...asked, region: 'eu-west-1' });
  expect(chosen.status).toBe('pass');
});

test('what one Region blocks is not taken for what another does', async () => {
  const change = (folder: string): void =>
    edit(folder, 'DescribeVpcBlockPublicAccessOptions', (json) => {
      json['VpcBlockPublicAccessOptions'] = { InternetGatewayBlockMode: 'block-bidirectional' };
    });
  const asked = { source: 'internet', destination: 'eni-web', port: 443 };
  const finding = await askAfter(account(), twice('eu-west-1', 'us-east-1', change), asked);
  expect(finding.status).toBe('unknown');
});

test('an exclusion from the block of public access that was deleted excludes nothing', async () => {
  const of = account();
  of['DescribeVpcBlockPublicAccessOptions'] = [
    { InternetGatewayBlockMode: 'block-bidirectional', ExclusionsAllowed: 'allowed' },
  ];
  const exclusion = (State: string): Json => ({
    ExclusionId: 'vpcbpa-exclude-1',
    InternetGatewayExclusionMode: 'allow-bidirectional',
    ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-a',
    State,
  });
  const asked = { source: 'internet', destination: 'eni-web', port: 443 };
  of['DescribeVpcBlockPublicAccessExclusions'] = [exclusion('create-complete')];
  expect((await ask(of, asked)).status).toBe('pass');
  of['DescribeVpcBlockPublicAccessExclusions'] = [exclusion('delete-complete')];
  expect((await ask(of, asked)).status).toBe('fail');
});

test('a page of an answer is not the answer', async () => {
  const finding = await askAfter(
    account(),
    (folder) => edit(folder, 'DescribeSecurityGroups', (json) => (json['NextToken'] = 'eyJ')),
    DENIED,
  );
  expect(finding.status).toBe('unknown');
  expect(summaries(finding)).toContain('there is more than was read');
});

test('a second file of a call that cannot be read may hold the other half', async () => {
  const spoil = (folder: string): void => {
    mkdirSync(join(folder, 'more'));
    renameSync(join(folder, 'DescribeNetworkAcls.json'), join(folder, 'more', 'DescribeNetworkAcls.json'));
    writeFileSync(join(folder, 'DescribeNetworkAcls.json'), '{"NetworkAcls": [');
  };
  expect((await askAfter(account(), spoil, ALLOWED)).status).toBe('unknown');
});

test('a group whose rules were cut off by --query has not none', async () => {
  const of = account();
  const { GroupId, VpcId } = object(of, 'DescribeSecurityGroups', 'sg-abc');
  of['DescribeSecurityGroups'] = [
    { GroupId, VpcId },
    ...(of['DescribeSecurityGroups'] ?? []).filter((one) => one['GroupId'] !== 'sg-abc'),
  ];
  const finding = await ask(of, DENIED);
  expect(finding.status).toBe('unknown');
  expect(summaries(finding)).toContain('an object of DescribeSecurityGroups not of the shape');
});

test('a NAT gateway whose own subnet leads back to it is found, and ends', async () => {
  const of = account();
  of['DescribeRouteTables'] = (of['DescribeRouteTables'] ?? []).filter(
    (one) => one['RouteTableId'] !== 'rtb-pub',
  );
  object(of, 'DescribeSecurityGroups', 'sg-abc')['IpPermissionsEgress'] = [
    { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
  ];
  const finding = await ask(of, { source: 'eni-app', destination: '203.0.113.9', port: 443 });
  const failing = finding.checks.filter(({ status }) => status === 'fail');
  expect(failing.map(({ code }) => code)).toContain('firewall.transit');
  expect(summaries(finding)).toContain(
    'NAT gateway nat-1 stands in subnet-pub, whose route leads back to nat-1',
  );
});
