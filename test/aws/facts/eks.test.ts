import { expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { live } from '../../../src/core/steps.ts';
import { sgChain } from '../../../src/tools/sg-chain/tool.ts';
import { worldOf } from '../ask.ts';
import { awsNode, clusterOf, podAt } from '../cluster-of.ts';
import {
  type Account,
  allow,
  eni,
  type Json,
  listOf,
  network,
  network6,
  overDump,
  securityGroup,
} from '../scene.ts';
import { changed, codes, egress, ingress, interfaceOf, said } from './account.ts';

const OUT = { source: '10.0.1.77', destination: 'eni-b', port: 443 };
const POD = podAt('api', '10.0.1.77', '10.0.1.10');

/** A node, eni-app in sg-abc, which lets nothing out, with a second interface for pods in sg-pods, which lets 443 out. */
const node = (more: Json = {}): Account =>
  changed((of) => {
    egress(of, 'sg-abc');
    ingress(of, 'sg-xyz', allow('tcp', 443, network('10.0.0.0/16')));
    interfaceOf(of, 'eni-app')['Description'] = 'aws-K8S-i-app';
    of['DescribeNetworkInterfaces']?.push(
      eni('eni-pods', 'subnet-app', 'vpc-a', '10.0.1.70', ['sg-pods'], {
        Description: 'aws-K8S-i-app',
        Attachment: { InstanceId: 'i-app', DeviceIndex: 1 },
        PrivateIpAddresses: [
          { PrivateIpAddress: '10.0.1.70', Primary: true },
          { PrivateIpAddress: '10.0.1.77', Primary: false },
        ],
        ...more,
      }),
    );
    of['DescribeSecurityGroups']?.push(
      securityGroup('sg-pods', 'vpc-a', [], [allow('tcp', 443, network('10.0.0.0/8'))]),
    );
  });

const BRANCH = {
  InterfaceType: 'branch',
  Description: 'aws-k8s-branch-eni',
  PrivateIpAddress: '10.0.1.77',
  PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.77', Primary: true }],
  Attachment: undefined,
};
const BRANCH_POD = podAt('api', '10.0.1.77', '10.0.1.10', {
  'vpc.amazonaws.com/pod-eni': '[{"eniId":"eni-pods","privateIp":"10.0.1.77","vlanId":1}]',
});

const askIn = (of: Account, input: object, ...cluster: readonly object[]): Promise<Finding> =>
  overDump(of, async (aws) => {
    const world = worldOf(aws, {}, cluster.length > 0 ? await clusterOf(cluster) : undefined);
    const signal = AbortSignal.timeout(30_000);
    return sgChain.run({ world, steps: live, signal, progress: () => {} }, sgChain.input.parse(input));
  });

test('a pod without groups of its own has those of the interface that holds its address', async () => {
  const finding = await askIn(node(), { ...OUT, destination: 'eni-db' }, POD, awsNode());
  expect(finding.status).toBe('pass');
  expect(said(finding)).toContain('sg-pods allows tcp/443');
});

test('what leaves the VPC is sent by the node’s primary interface, with its groups', async () => {
  const finding = await askIn(node(), OUT, POD, awsNode());
  expect(codes(finding)).toEqual(['firewall.snat']);
  expect(said(finding)).toContain('leaves by eni-app');
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['AWS_VPC_K8S_CNI_EXTERNALSNAT', { AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' }],
  ['AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS', { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.0.0/16' }],
])('unless %s says otherwise', async (_, settings) => {
  expect((await askIn(node(), OUT, POD, awsNode(settings))).status).toBe('pass');
});

test('a network that is excluded says nothing of others', async () => {
  const settings = { AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.2.0.0/16' };
  expect(codes(await askIn(node(), OUT, POD, awsNode(settings)))).toEqual(['firewall.snat']);
});

test('as long as nobody says which interface sends, nothing is claimed', async () => {
  const finding = await askIn(node(), OUT);
  expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
});

test('with custom networking the node’s primary interface sends too, from another subnet and group', async () => {
  const of = node({ SubnetId: 'subnet-db', PrivateIpAddress: '10.0.2.70' });
  const pods = of['DescribeNetworkInterfaces']?.at(-1) ?? {};
  pods['PrivateIpAddresses'] = [{ PrivateIpAddress: '10.0.2.77', Primary: false }];
  const pod = podAt('api', '10.0.2.77', '10.0.1.10');
  const finding = await askIn(of, { ...OUT, source: '10.0.2.77' }, pod, awsNode());
  expect(codes(finding)).toEqual(['firewall.snat']);
  expect(said(finding)).toContain('with its address 10.0.1.10');
});

test('IPv6 is not translated: the pod’s own interface sends', async () => {
  const of = node({ Ipv6Addresses: [{ Ipv6Address: '2001:db8:a:1::77' }] });
  const groups = of['DescribeSecurityGroups'] ?? [];
  const pods = groups.find(({ GroupId }) => GroupId === 'sg-pods') ?? {};
  pods['IpPermissionsEgress'] = [allow('tcp', 443, network6('::/0'))];
  listOf(of['DescribeRouteTables']?.[0] ?? {}, 'Routes').push({
    DestinationIpv6CidrBlock: '::/0',
    EgressOnlyInternetGatewayId: 'eigw-1',
    State: 'active',
  });
  const question = { ...OUT, source: '2001:db8:a:1::77', destination: '2001:db8:ffff::1' };
  const finding = await askIn(of, question, awsNode());
  expect(codes(finding)).toEqual([]);
  expect(said(finding)).toContain('sg-pods allows tcp/443');
});

test('a pod on Fargate has an interface of its own, and sends by it', async () => {
  const of = node({ Description: 'fargate-10.0.1.77', Attachment: undefined, InterfaceType: 'interface' });
  expect((await askIn(of, OUT)).status).toBe('pass');
});

test('a branch interface in the mode strict sends everything by itself', async () => {
  expect((await askIn(node(BRANCH), OUT, BRANCH_POD, awsNode())).status).toBe('pass');
});

test('in the mode standard, what leaves the VPC goes by the node', async () => {
  const standard = awsNode({ POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' });
  expect(codes(await askIn(node(BRANCH), OUT, BRANCH_POD, standard))).toEqual(['firewall.snat']);
});

test('in the mode standard groups are not asked between pods of one node; in strict they are', async () => {
  const of = node(BRANCH);
  listOf(interfaceOf(of, 'eni-app'), 'PrivateIpAddresses').push({ PrivateIpAddress: '10.0.1.78' });
  const other = podAt('web', '10.0.1.78', '10.0.1.10');
  const question = { source: '10.0.1.78', destination: '10.0.1.77', port: 8080 };
  const standard = awsNode({ POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' });
  expect((await askIn(of, question, BRANCH_POD, other, standard)).status).toBe('pass');
  const strict = await askIn(of, question, BRANCH_POD, other, awsNode());
  expect(codes(strict)).toContain('firewall.pod-groups');
});
