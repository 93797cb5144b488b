import { expect, test } from 'vitest';
import type { Aws } from '../../src/core/world/aws.ts';
import { renderAnswer } from '../../src/diagnosis/index.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { awsNode, podAt } from '../aws/cluster-of.ts';
import { allow, eni, group, listOf, object } from '../aws/scene.ts';
import {
  CLUSTER,
  DEPLOYMENT,
  EGRESS_DENIED,
  PROXY,
  rowsOf,
  run,
  shop,
  walk,
  walkFromPod,
} from './cloud-scene.ts';

test('pods cannot reach the RDS proxy on 5432: the missing rule and the command that adds it', async () => {
  const asked = { target: `${PROXY}:5432`, source: 'payments/deploy/api' };
  const report = await walk(shop(), CLUSTER, asked);
  expect(report.verdict).toMatchObject({
    status: 'fail',
    layer: 'firewall',
    code: 'firewall.ingress-missing',
    surfacedAt: 'tcp',
    claim: 'modelled',
  });
  expect(report.verdict.sentence).toContain(
    'Ingress security group sg-xyz is missing a rule allowing tcp/5432 from sg-abc',
  );
  expect(report.fixes[0]).toMatchObject({
    command:
      'aws ec2 authorize-security-group-ingress --group-id sg-xyz --protocol tcp --port 5432 --source-group sg-abc',
    verified: 'simulated',
  });
  expect(report.connectionsMade).toBe(0);
  expect(renderAnswer(report, { style: 'text', width: 100 })).toMatch(/^Firewall .* fail/m);
});

test('a policy and a group that both refuse are two rows', async () => {
  const asked = { target: '10.0.2.20:5432', source: 'payments/deploy/api' };
  const report = await walk(shop(), [...CLUSTER, EGRESS_DENIED], asked);
  expect(rowsOf(report, 'policy').map(({ status }) => status)).toContain('fail');
  expect(rowsOf(report, 'firewall').map(({ code }) => code)).toEqual(['firewall.ingress-missing']);
  expect(report.verdict.status).toBe('fail');
});

test('what both let through passes, by the model alone', async () => {
  const of = shop();
  listOf(object(of, 'DescribeSecurityGroups', 'sg-xyz'), 'IpPermissions').push(
    allow('tcp', 5432, group('sg-abc')),
  );
  const report = await walk(of, CLUSTER, { target: '10.0.2.20:5432', source: 'payments/deploy/api' });
  expect(report.verdict).toMatchObject({ status: 'pass', claim: 'modelled' });
  expect(report.verdict.sentence).toContain('Firewall');
});

test('interfaces and instances by their ids need no cluster', async () => {
  const asked = { target: 'eni-0123456789abcdef0:5432', source: 'i-0123456789abcdef0' };
  const of = shop();
  of['DescribeNetworkInterfaces']?.push(
    eni('eni-0123456789abcdef0', 'subnet-db', 'vpc-a', '10.0.2.40', ['sg-xyz']),
    eni('eni-0aaaaaaaaaaaaaaaa', 'subnet-app', 'vpc-a', '10.0.1.40', ['sg-abc'], {
      Attachment: { InstanceId: 'i-0123456789abcdef0', DeviceIndex: 0 },
    }),
  );
  const report = await walk(of, [], asked);
  expect(report.verdict).toMatchObject({
    layer: 'firewall',
    code: 'firewall.ingress-missing',
    claim: 'modelled',
  });
});

test('a connection of the pod that times out, and a group that refuses it, are proof', async () => {
  const report = await walkFromPod(shop(), 'timeout');
  expect(report.verdict).toMatchObject({
    layer: 'firewall',
    code: 'firewall.ingress-missing',
    surfacedAt: 'tcp',
    claim: 'proven',
  });
});

test('a reset is no reply of a security group', async () => {
  const report = await walkFromPod(shop(), 'refused');
  expect(report.verdict).toMatchObject({ layer: 'tcp', code: 'tcp.refused' });
  expect(rowsOf(report, 'firewall')[0]).toMatchObject({ status: 'warn', code: 'firewall.ingress-missing' });
});

test('a pod whose address the account does not have claims nothing', async () => {
  const objects = [podAt('api', '192.168.7.7', '10.0.1.10'), DEPLOYMENT, awsNode()];
  const report = await walk(shop(), objects, { target: '10.0.2.20:5432', source: 'payments/deploy/api' });
  expect(report.verdict).toMatchObject({ status: 'unknown' });
  const [row] = rowsOf(report, 'firewall').filter(({ status }) => status === 'unknown');
  expect(row?.summary).toContain('192.168.7.7');
});

test('with an account that nothing points to, nothing is asked of it', async () => {
  const asked: string[] = [];
  const aws: Aws = {
    read: ({ call }) => {
      asked.push(call.action);
      return Promise.reject(new Error('asked'));
    },
    where: async () => ({ source: 'live' }),
  };
  const world = { ...(await openWorld({ denyCidr: [] })), aws };
  const report = await run(world, { target: '127.0.0.1:9' });
  expect(report.verdict.layer).toBe('tcp');
  expect(asked).toEqual([]);
});
