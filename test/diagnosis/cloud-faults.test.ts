import { expect, test } from 'vitest';
import type { Aws, AwsFailure } from '../../src/core/world/aws.ts';
import { iamAction } from '../../src/core/aws/call.ts';
import { awsNode, podAt } from '../aws/cluster-of.ts';
import { type Account, allow, eni, listOf, network, object } from '../aws/scene.ts';
import { CLUSTER, DEPLOYMENT, rowsOf, shop, walkFrom } from './cloud-scene.ts';

const timeout = () => 'timeout' as const;

/** A live account whose answers to these actions fail. */
const failing =
  (actions: readonly string[], reason: AwsFailure['reason'], message: string) =>
  (dump: Aws): Aws => ({
    read: (query, signal) => {
      const { call } = query;
      if (!actions.includes(call.action)) return dump.read(query, signal);
      return Promise.resolve({ status: 'failed', reason, action: iamAction(call), message, calls: 1 });
    },
    where: async () => ({ source: 'live', region: 'eu-west-1', configured: true }),
  });

test('access denied names the IAM action; what surfaced stays the verdict', async () => {
  const actions = ['DescribeSecurityGroups', 'DescribeSecurityGroupRules'];
  const report = await walkFrom({
    of: shop(),
    dials: timeout,
    aws: failing(actions, 'access-denied', 'not allowed'),
  });
  expect(report.verdict).toMatchObject({ status: 'fail', layer: 'tcp', code: 'tcp.timeout' });
  const [row] = rowsOf(report, 'firewall').filter(({ status }) => status === 'unknown');
  expect(row?.fix?.summary).toContain('Allow ec2:DescribeSecurityGroups to these credentials');
  expect(rowsOf(report, 'firewall').some(({ status }) => status === 'fail')).toBe(false);
});

test('an account that does not answer in time is unknown, and no verdict', async () => {
  const all = ['DescribeNetworkInterfaces'];
  const report = await walkFrom({
    of: shop(),
    dials: timeout,
    aws: failing(all, 'timeout', 'no answer in 45 s'),
  });
  expect(report.verdict).toMatchObject({ layer: 'tcp', code: 'tcp.timeout' });
  const [row] = rowsOf(report, 'firewall');
  expect(row).toMatchObject({ status: 'unknown' });
  expect(row?.summary).toContain('no answer in 45 s');
});

test('of an account, or Region, that knows neither end nothing is claimed', async () => {
  const of = shop();
  of['DescribeNetworkInterfaces'] = [];
  const report = await walkFrom({ of, dials: timeout });
  expect(report.verdict).toMatchObject({ layer: 'tcp', code: 'tcp.timeout' });
  expect(rowsOf(report, 'firewall').map(({ code }) => code)).toEqual([null]);
});

test('what a pod sends out of its VPC leaves with its node’s address: the node’s groups', async () => {
  const of = shop();
  listOf(object(of, 'DescribeNetworkInterfaces', 'eni-app'), 'PrivateIpAddresses').pop();
  listOf(of, 'DescribeNetworkInterfaces').push(
    eni('eni-pods', 'subnet-app', 'vpc-a', '10.0.1.11', ['sg-xyz'], {
      Description: 'aws-K8S-i-app',
      Attachment: { InstanceId: 'i-app', DeviceIndex: 1 },
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.1.11', Primary: true },
        { PrivateIpAddress: '10.0.1.77', Primary: false },
      ],
    }),
  );
  object(of, 'DescribeSecurityGroups', 'sg-abc')['IpPermissionsEgress'] = [
    allow('tcp', 443, network('10.0.0.0/8')),
  ];
  const asked = { of, dials: timeout, target: '203.0.113.9:443' };
  const report = await walkFrom(asked);
  expect(report.verdict).toMatchObject({ layer: 'firewall', code: 'firewall.snat', claim: 'proven' });
  expect(report.verdict.sentence).toContain('the pod’s packets leave by eni-app');
  const objects = [
    podAt('api', '10.0.1.77', '10.0.1.10'),
    DEPLOYMENT,
    awsNode({ AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' }),
  ];
  const own = await walkFrom({ ...asked, objects });
  expect(own.verdict).toMatchObject({ layer: 'tcp', code: 'tcp.timeout' });
});

test('an address of a delegated prefix is its node’s', async () => {
  const of = shop();
  const node = object(of, 'DescribeNetworkInterfaces', 'eni-app');
  listOf(node, 'PrivateIpAddresses').pop();
  node['Ipv4Prefixes'] = [{ Ipv4Prefix: '10.0.1.64/28' }];
  const report = await walkFrom({ of, dials: timeout });
  expect(report.verdict).toMatchObject({ layer: 'firewall', code: 'firewall.ingress-missing' });
});

/** The pod has an interface, and a group, of its own. */
function branched(): Account {
  const of = shop();
  listOf(object(of, 'DescribeNetworkInterfaces', 'eni-app'), 'PrivateIpAddresses').pop();
  of['DescribeNetworkInterfaces']?.push(
    eni('eni-branch', 'subnet-app', 'vpc-a', '10.0.1.77', ['sg-web'], {
      InterfaceType: 'branch',
      Description: 'aws-k8s-branch-eni',
      Attachment: {},
    }),
  );
  return of;
}

test('a pod with a branch interface is judged by its own groups', async () => {
  const of = branched();
  object(of, 'DescribeSecurityGroups', 'sg-web')['IpPermissionsEgress'] = [
    allow('udp', 53, network('0.0.0.0/0')),
  ];
  const report = await walkFrom({ of, dials: timeout });
  expect(report.verdict).toMatchObject({ layer: 'firewall', code: 'firewall.pod-groups', claim: 'proven' });
  expect(report.verdict.sentence).toContain('sg-web');
});

test('a target one of whose addresses accepts is reached: what refuses the other is a warning', async () => {
  const report = await walkFrom({
    of: shop(),
    dials: (address) => (address === '10.0.2.20' ? 'timeout' : 'open'),
    target: 'db.example.com:5432',
    more: () => ({
      lookup: async (name) => ({ name, outcome: 'found', addresses: ['10.0.0.30', '10.0.2.20'], ms: 1 }),
    }),
  });
  const rows = rowsOf(report, 'firewall');
  expect(rows.map(({ status, code }) => [status, code])).toContainEqual(['warn', 'firewall.ingress-missing']);
  expect(rows.some(({ status }) => status === 'fail')).toBe(false);
  expect(report.verdict.layer).not.toBe('firewall');
});

test('a pod of an overlay is on no interface: what groups say of its address says nothing', async () => {
  const objects = [...CLUSTER, podAt('cache', '192.168.7.9', '10.0.2.20')];
  const report = await walkFrom({ of: shop(), dials: timeout, objects, target: '192.168.7.9:6379' });
  expect(report.verdict).toMatchObject({ layer: 'tcp', code: 'tcp.timeout' });
  const rows = rowsOf(report, 'firewall');
  expect(rows.every(({ status }) => status === 'unknown' || status === 'skipped')).toBe(true);
  expect(rows[0]?.summary).toContain('192.168.7.9 is pod payments/cache, and no interface has that address');
});
