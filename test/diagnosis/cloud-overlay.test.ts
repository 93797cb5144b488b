import { expect, test } from 'vitest';
import { podAt } from '../aws/cluster-of.ts';
import {
  type Account,
  account,
  allow,
  eni,
  group,
  type Json,
  listOf,
  object,
  securityGroup,
} from '../aws/scene.ts';
import { DEPLOYMENT, rowsOf, walkFrom } from './cloud-scene.ts';

const VIRTUAL = '10.96.0.7';
const [HERE, NEAR, FAR, FARTHER] = ['192.168.1.77', '192.168.1.5', '192.168.2.5', '192.168.2.6'] as const;

const on = (node: string, pod: object): object => ({
  ...pod,
  spec: { nodeName: node, containers: [{ name: 'main', image: 'main:1', ports: [{ containerPort: 6379 }] }] },
});
const node = (name: string, address: string): object => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { addresses: [{ type: 'InternalIP', address }] },
});
const daemonSet = (name: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace: 'kube-system' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'agent', image: 'agent:1' }] },
    },
  },
});
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } };
const OBJECTS = [
  NAMESPACE,
  DEPLOYMENT,
  node('node-1', '10.0.1.10'),
  node('node-2', '10.0.1.20'),
  on('node-1', podAt('api', HERE, '10.0.1.10')),
  on('node-1', podAt('cache-0', NEAR, '10.0.1.10')),
  on('node-2', podAt('cache-1', FAR, '10.0.1.20')),
  on('node-2', podAt('cache-2', FARTHER, '10.0.1.20')),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'cache', namespace: 'payments' },
    spec: {
      clusterIP: VIRTUAL,
      clusterIPs: [VIRTUAL],
      selector: { tier: 'cache' },
      ports: [{ port: 6379, protocol: 'TCP' }],
    },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'cache-1',
      namespace: 'payments',
      labels: { 'kubernetes.io/service-name': 'cache' },
    },
    addressType: 'IPv4',
    ports: [{ port: 6379, protocol: 'TCP' }],
    endpoints: [
      [NEAR, 'cache-0', 'node-1'],
      [FAR, 'cache-1', 'node-2'],
      [FARTHER, 'cache-2', 'node-2'],
    ].map(([address, name, nodeName]) => ({
      addresses: [address],
      conditions: { ready: true },
      nodeName,
      targetRef: { kind: 'Pod', namespace: 'payments', name },
    })),
  },
];

/** Two nodes in one group, whose rules between each other are these. */
function cluster(between: Json[], checks: boolean | undefined = true): Account {
  const of = account();
  const more = { Description: 'node', ...(checks !== undefined && { SourceDestCheck: checks }) };
  Object.assign(object(of, 'DescribeNetworkInterfaces', 'eni-app'), more, {
    Groups: [{ GroupId: 'sg-node' }],
  });
  listOf(of, 'DescribeNetworkInterfaces').push(
    eni('eni-node2', 'subnet-app', 'vpc-a', '10.0.1.20', ['sg-node'], more),
  );
  const everything = allow('-1', undefined, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
  listOf(of, 'DescribeSecurityGroups').push(securityGroup('sg-node', 'vpc-a', between, [everything]));
  return of;
}

const walk = (of: Account, objects: readonly object[], virtual: 'timeout' | 'open' = 'timeout') =>
  walkFrom({
    of,
    objects,
    address: HERE,
    target: `${VIRTUAL}:6379`,
    dials: (address) =>
      address === NEAR || (address === VIRTUAL && virtual === 'open') ? 'open' : 'timeout',
  });
const KUBELET = allow('tcp', 10_250, group('sg-node'));
const CILIUM = [...OBJECTS, daemonSet('cilium')];

test('every endpoint elsewhere fails, and nothing that carries an overlay is admitted between the nodes', async () => {
  const report = await walk(cluster([KUBELET]), CILIUM);
  expect(report.verdict).toMatchObject({
    layer: 'firewall',
    code: 'firewall.overlay-blocked',
    surfacedAt: 'tcp',
    claim: 'proven',
  });
  expect(report.verdict.sentence).toBe(
    'Between nodes node-1 and node-2 nothing is admitted that Cilium carries pods’ packets with: VXLAN on UDP 8472, Geneve on UDP 6081, WireGuard on UDP 51871, IPsec (protocol 50).',
  );
  const [fix] = report.fixes;
  expect(fix?.command).toBe(
    'aws ec2 authorize-security-group-ingress --group-id sg-node --protocol udp --port 8472 --source-group sg-node',
  );
});

test('where one of its ports is admitted, it is not blamed', async () => {
  const report = await walk(cluster([KUBELET, allow('udp', 6081, group('sg-node'))]), CILIUM);
  expect(rowsOf(report, 'firewall').map(({ code }) => code)).not.toContain('firewall.overlay-blocked');
  expect(report.verdict.layer).not.toBe('firewall');
});

test('IP in IP is what Calico may use, by its protocol number', async () => {
  const calico = [...OBJECTS, daemonSet('calico-node')];
  const open = await walk(cluster([KUBELET, allow('4', undefined, group('sg-node'))]), calico);
  expect(open.verdict.code).not.toBe('firewall.overlay-blocked');
  const closed = await walk(cluster([KUBELET]), calico);
  expect(closed.verdict.code).toBe('firewall.overlay-blocked');
  expect(closed.fixes[0]?.command).toBe(
    'aws ec2 authorize-security-group-ingress --group-id sg-node --protocol 4 --source-group sg-node',
  );
});

test('of a plugin that is not known all are looked at, and no port is opened on a guess', async () => {
  const report = await walk(cluster([KUBELET]), OBJECTS);
  expect(report.verdict.code).toBe('firewall.overlay-blocked');
  expect(report.fixes.every(({ command }) => command === undefined)).toBe(true);
});

test('where interfaces let foreign addresses through, there may be no overlay', async () => {
  const report = await walk(cluster([KUBELET], false), CILIUM);
  expect(report.verdict.layer).not.toBe('firewall');
  expect(
    rowsOf(report, 'firewall').some(
      ({ status, summary }) => status === 'unknown' && summary.includes('without it'),
    ),
  ).toBe(true);
});

test('pods with addresses of the VPC have no overlay', async () => {
  const of = cluster([KUBELET]);
  listOf(object(of, 'DescribeNetworkInterfaces', 'eni-node2'), 'PrivateIpAddresses').push(
    { PrivateIpAddress: FAR },
    { PrivateIpAddress: FARTHER },
  );
  const report = await walk(of, CILIUM);
  expect(rowsOf(report, 'firewall').map(({ code }) => code)).not.toContain('firewall.overlay-blocked');
});

test('a Service that answers now and then is warned about', async () => {
  const report = await walk(cluster([KUBELET]), CILIUM, 'open');
  const rows = rowsOf(report, 'firewall').filter(({ code }) => code === 'firewall.overlay-blocked');
  expect(rows.map(({ status }) => status)).toEqual(['warn']);
  expect(report.verdict.status).toBe('warn');
});
