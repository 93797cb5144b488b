import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { CannotObserve } from '../../src/core/cannot-observe.ts';
import { live } from '../../src/core/steps.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import type { Dial, DialRequest } from '../../src/core/world/dial.ts';
import type { Vantage, World } from '../../src/core/world/world.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { renderAnswer } from '../../src/diagnosis/index.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { awsNode, podAt } from '../aws/cluster-of.ts';
import { type Account, account, allow, eni, group, listOf, network, object, withDump } from '../aws/scene.ts';
import { withManifests } from '../aws/with-manifests.ts';

const PROXY = 'orders.proxy-abc123.eu-west-1.rds.amazonaws.com';

/** Pods of `payments` on a node of the account, which may not reach the RDS proxy: its group admits another one. */
function shop(): Account {
  const of = account();
  const node = object(of, 'DescribeNetworkInterfaces', 'eni-app');
  node['Description'] = 'aws-K8S-i-app';
  listOf(node, 'PrivateIpAddresses').push({ PrivateIpAddress: '10.0.1.77', Primary: false });
  object(of, 'DescribeSecurityGroups', 'sg-abc')['IpPermissionsEgress'] = [
    allow('-1', undefined, network('0.0.0.0/0')),
  ];
  of['DescribeDBProxies'] = [
    {
      DBProxyName: 'orders',
      Status: 'available',
      VpcId: 'vpc-a',
      VpcSecurityGroupIds: ['sg-xyz'],
      VpcSubnetIds: ['subnet-db'],
      Endpoint: PROXY,
    },
  ];
  return of;
}

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'payments' },
  spec: {
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: { containers: [{ name: 'main', image: 'main:1' }] },
    },
  },
};
const CLUSTER = [podAt('api', '10.0.1.77', '10.0.1.10'), DEPLOYMENT, awsNode()];
const EGRESS_DENIED = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'only-inside', namespace: 'payments' },
  spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] },
};

interface Asked {
  readonly target: string;
  readonly source?: string;
}

const walk = (of: Account, objects: readonly object[], asked: Asked): Promise<Report> =>
  withDump(of, (awsDump) =>
    withManifests(objects, async (manifests) => {
      const world = await openWorld({ awsDump, ...(objects.length > 0 && { manifests: [manifests] }) });
      const here = nameless(await world.vantage(undefined));
      const vantage: World['vantage'] = async (from) => (from ? world.vantage(from) : here);
      return run({ ...world, vantage }, asked);
    }),
  );

const run = (world: World, asked: Asked): Promise<Report> =>
  diagnose.run(
    { world, signal: AbortSignal.timeout(30_000), steps: live, progress: () => undefined },
    diagnose.input.parse(asked),
  );

/** Names that no resolver is asked for: RDS has never heard of this one. */
const nameless = (vantage: Vantage): Vantage => ({
  ...vantage,
  lookup: async (name) => ({ name, outcome: 'not-found', addresses: [], ms: 1 }),
});

const dialOf = ({ address, port }: DialRequest, outcome: 'timeout' | 'refused'): Dial => ({
  address,
  port,
  outcome,
  ms: outcome === 'timeout' ? 3000 : 1,
});

/** A pod that is looked from: its connections end as told, and nothing is sent. */
const podWhereDials = (local: Vantage, outcome: 'timeout' | 'refused'): Vantage => ({
  ...local,
  identity: { kind: 'pod', name: 'payments/api', addresses: ['10.0.1.77'] },
  dial: async (request) => dialOf(request, outcome),
  sniff: async (request) => ({ outcome: 'not-connected', ms: 0, dial: dialOf(request, outcome) }),
  path: () => Promise.reject(unseen),
  mtu: () => Promise.reject(unseen),
});
const unseen = new CannotObserve('unsupported', 'Not looked at.', { summary: 'Look at it.' });

const walkFromPod = (of: Account, outcome: 'timeout' | 'refused'): Promise<Report> =>
  withDump(of, (awsDump) =>
    withManifests(CLUSTER, async (manifests) => {
      const world = await openWorld({ awsDump, manifests: [manifests] });
      const local = await world.vantage(undefined);
      const looked = { ...world, vantage: async () => podWhereDials(local, outcome) };
      return run(looked, { target: '10.0.2.20:5432', source: 'payments/deploy/api' });
    }),
  );

const rowsOf = ({ legs }: Report, layer: string) =>
  legs.flatMap(({ rows }) => rows.filter((row) => row.layer === layer));

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
