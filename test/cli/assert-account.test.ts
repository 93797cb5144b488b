import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { podAt } from '../aws/cluster-of.ts';
import { type Account, account, allow, group, listOf, object, withDump } from '../aws/scene.ts';
import { withManifests } from '../aws/with-manifests.ts';
import { layerwalk } from './program.ts';

const ENDS = { from: 'eni-app', to: 'eni-db' };

interface Given {
  readonly of?: Account;
  readonly objects?: readonly object[];
  readonly flags?: readonly string[];
}

/** Runs `layerwalk assert` over lines, an account and manifests; no kubeconfig is near. */
async function assertOver(lines: readonly object[], { of, objects, flags = [] }: Given) {
  const folder = mkdtempSync(join(tmpdir(), 'assert-account-'));
  const file = join(folder, 'lines.jsonl');
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const run = (...more: string[]) => layerwalk(['assert', file, ...more, ...flags]);
  const dumped = (...more: string[]) =>
    of ? withDump(of, (dump) => run('--aws-dump', dump, ...more)) : run(...more);
  try {
    return await (objects
      ? withManifests(objects, (manifests) => dumped('--manifests', manifests))
      : dumped());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } };
const DENY_ALL = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'nothing-out', namespace: 'payments' },
  spec: { podSelector: {}, policyTypes: ['Egress'] },
};
const POD = podAt('api', '10.0.1.77', '10.0.1.10');

/** `eni-app` is a node whose pods have secondary addresses. */
function withPods(): Account {
  const of = account();
  const node = object(of, 'DescribeNetworkInterfaces', 'eni-app');
  node['Description'] = 'aws-K8S-i-app';
  listOf(node, 'PrivateIpAddresses').push({ PrivateIpAddress: '10.0.1.77', Primary: false });
  return of;
}

test('a line for each, by the records of a dump alone', async () => {
  const lines = [
    { ...ENDS, port: '443/TCP', expect: 'allow' },
    { ...ENDS, port: 5432, expect: 'deny' },
    { from: '10.0.1.10', to: '10.0.2.20', port: 443, expect: 'allow' },
    { from: 'internet', to: 'eni-db', port: 443, expect: 'deny' },
    { from: 'internet', to: 'eni-web', port: 443, expect: 'allow' },
  ];
  const { status, stdout } = await assertOver(lines, { of: account() });
  expect(stdout).toContain('ok   eni-app -> eni-db 443/TCP: expected allow, got allow; ');
  expect(stdout).toMatch(/eni-db 5432\/TCP: expected deny, got deny; .*\[firewall\.egress-missing\]/);
  expect(stdout).toContain('5 met, 0 missed, 0 not decided');
  expect(status).toBe(0);
});

test('a mismatch exits 1, and is told as JSON too', async () => {
  const line = { ...ENDS, port: '5432/TCP', expect: 'allow' };
  const { status, stdout } = await assertOver([line], { of: account(), flags: ['--json'] });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toEqual({ ...line, got: 'deny', reason: expect.stringContaining('sg-abc') });
});

test('what half a dump does not hold is not decided, and the file that would tell is named', async () => {
  const of = account();
  delete of['DescribeSecurityGroups'];
  delete of['DescribeSecurityGroupRules'];
  const { status, stdout } = await assertOver([{ ...ENDS, port: 5432, expect: 'deny' }], { of });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^\? {4}eni-app.*got unknown; .*DescribeSecurityGroups/m);
});

test('the same address in two VPCs is not decided', async () => {
  const of = account();
  object(of, 'DescribeNetworkInterfaces', 'eni-b')['PrivateIpAddress'] = '10.0.2.20';
  object(of, 'DescribeNetworkInterfaces', 'eni-b')['PrivateIpAddresses'] = [
    { PrivateIpAddress: '10.0.2.20' },
  ];
  const { stdout } = await assertOver([{ from: 'internet', to: '10.0.2.20', port: 443, expect: 'deny' }], {
    of,
  });
  expect(stdout).toContain('got unknown; the destination is in several VPCs: vpc-a, vpc-b');
});

test('a pod is asked about by its address, and both policies and groups must let it pass', async () => {
  const lines = [
    { from: 'payments/api', to: '10.0.2.20', port: 443, expect: 'allow' },
    { from: 'payments/app=api', to: '10.0.2.20', port: 5432, expect: 'deny' },
    { from: 'payments/api', to: 'eni-db', port: 5432, expect: 'deny' },
  ];
  const passes = await assertOver(lines, { of: withPods(), objects: [NAMESPACE, POD] });
  expect(passes.stdout).toMatch(/443\/TCP: expected allow, got allow; .*; AWS: /);
  expect(passes.stdout).toMatch(/payments\/app=api .* got deny; AWS: .*\[firewall\.egress-missing\]/);
  expect(passes.stdout).toContain('3 met, 0 missed');
  const denied = await assertOver(lines.slice(0, 1), { of: withPods(), objects: [NAMESPACE, POD, DENY_ALL] });
  expect(denied.stdout).toContain('expected allow, got deny; NetworkPolicy nothing-out');
});

test('the groups of a node are not those of a pod that no interface has', async () => {
  const overlay = podAt('api', '192.168.7.7', '10.0.1.10');
  const of = withPods();
  listOf(object(of, 'DescribeSecurityGroups', 'sg-xyz'), 'IpPermissions').push(
    allow('tcp', 5432, group('sg-b')),
  );
  const { stdout } = await assertOver(
    [{ from: 'payments/api', to: '10.0.2.20', port: 5432, expect: 'deny' }],
    {
      of,
      objects: [NAMESPACE, overlay],
    },
  );
  expect(stdout).toContain('got unknown; AWS: no interface of the account has 192.168.7.7');
});

test('a pod without an address is judged by policies, and that is said', async () => {
  const pending = { ...POD, status: { phase: 'Pending' } };
  const { stdout } = await assertOver(
    [{ from: 'payments/api', to: '10.0.2.20', port: 5432, expect: 'allow' }],
    {
      of: withPods(),
      objects: [NAMESPACE, pending],
    },
  );
  expect(stdout).toContain('got allow; ');
  expect(stdout).toContain('AWS was not asked: no address of payments/api is known');
});

test('without a dump, what only an account knows is not decided', async () => {
  const { status, stdout } = await assertOver([{ ...ENDS, port: 443, expect: 'allow' }], {
    objects: [NAMESPACE, POD],
  });
  expect(status).toBe(1);
  expect(stdout).toContain('got unknown; only an account knows such ends: start with --aws-dump DIR');
});
