import { expect, test } from 'vitest';
import type { DnsExchange, DnsQuery } from '../../src/core/world/dns.ts';
import type { Vantage } from '../../src/core/world/world.ts';
import { recorder } from '../../src/world/snapshot/record.ts';
import { podAt } from '../aws/cluster-of.ts';
import { type Account, allow, eni, group, listOf, network, object } from '../aws/scene.ts';
import { CLUSTER, rowsOf, shop, walkFrom } from './cloud-scene.ts';

const KUBE_DNS = '10.96.0.10';
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: {
    clusterIP: KUBE_DNS,
    clusterIPs: [KUBE_DNS],
    selector: { 'k8s-app': 'kube-dns' },
    ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
  },
};
const SLICE = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'kube-dns-1',
    namespace: 'kube-system',
    labels: { 'kubernetes.io/service-name': 'kube-dns' },
  },
  addressType: 'IPv4',
  ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
  endpoints: [{ addresses: ['10.0.2.53'], conditions: { ready: true } }],
};
const coreDns = (): object => {
  const pod = podAt('coredns', '10.0.2.53', '10.0.2.40') as { metadata: object };
  return {
    ...pod,
    metadata: { ...pod.metadata, namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  };
};
const OBJECTS = [...CLUSTER, SERVICE, SLICE, coreDns()];

/** The pod has a branch interface with the group sg-web; CoreDNS is on another node, whose group is sg-xyz. */
function shopWithDns(egress: object[]): Account {
  const of = shop();
  listOf(object(of, 'DescribeNetworkInterfaces', 'eni-app'), 'PrivateIpAddresses').pop();
  of['DescribeNetworkInterfaces']?.push(
    eni('eni-branch', 'subnet-app', 'vpc-a', '10.0.1.77', ['sg-web'], {
      InterfaceType: 'branch',
      Description: 'aws-k8s-branch-eni',
      Attachment: {},
    }),
    eni('eni-node2', 'subnet-db', 'vpc-a', '10.0.2.40', ['sg-xyz'], {
      Description: 'aws-K8S-i-node2',
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.2.40', Primary: true },
        { PrivateIpAddress: '10.0.2.53', Primary: false },
      ],
    }),
  );
  object(of, 'DescribeSecurityGroups', 'sg-web')['IpPermissionsEgress'] = egress;
  listOf(object(of, 'DescribeSecurityGroups', 'sg-xyz'), 'IpPermissions').push(
    allow('udp', 53, group('sg-web')),
  );
  return of;
}

const silent = ({ server, name, type, transport }: DnsQuery): DnsExchange => ({
  server,
  name,
  type,
  attempts: [{ transport: transport === 'tcp' ? 'tcp' : 'udp', outcome: 'timeout', ms: 2000, tries: 2 }],
});

/** A pod whose name server never answers. */
const nameless = (local: Vantage): Partial<Vantage> => ({
  resolverConfig: async (name, signal) => ({
    ...(await local.resolverConfig(name, signal)),
    nameservers: [KUBE_DNS],
    search: ['payments.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
    hosts: [],
  }),
  resolve: async (query) => silent(query),
  lookup: async (name) => ({ name, outcome: 'timeout', addresses: [], ms: 10_000 }),
});

const asked = {
  target: 'orders.example.com:5432',
  objects: OBJECTS,
  dials: () => 'timeout' as const,
  more: nameless,
};

test('names that time out, and a branch interface whose group lacks 53 to the DNS pods', async () => {
  const report = await walkFrom({ ...asked, of: shopWithDns([allow('tcp', 5432, network('0.0.0.0/0'))]) });
  expect(report.verdict).toMatchObject({
    layer: 'firewall',
    code: 'firewall.pod-groups',
    surfacedAt: 'dns',
    claim: 'proven',
  });
  expect(report.verdict.sentence).toContain('udp/53');
  expect(report.fixes[0]?.command).toContain('--protocol udp --port 53');
});

test('where the groups allow names, the time-out stays what it is', async () => {
  const report = await walkFrom({ ...asked, of: shopWithDns([allow('udp', 53, group('sg-xyz'))]) });
  expect(report.verdict).toMatchObject({ layer: 'dns', code: 'dns.timeout' });
  expect(rowsOf(report, 'firewall').every(({ status }) => status === 'pass')).toBe(true);
});

test('what was asked of AWS is in the recording', async () => {
  const steps = recorder();
  await walkFrom({ ...asked, of: shopWithDns([allow('tcp', 5432, network('0.0.0.0/0'))]), steps });
  const { steps: kept } = steps.recording();
  expect(kept.map(({ tool }) => tool)).toContain('sg_chain');
  expect(JSON.stringify(kept.map(({ input }) => input))).toContain('cloud-names');
});
