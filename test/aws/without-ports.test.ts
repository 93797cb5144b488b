import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { account, allow, group, listOf, object } from './scene.ts';

const ASKED = { source: 'eni-app', destination: 'eni-db', port: 0 };

test.each([
  ['ipip', '4'],
  ['esp', '50'],
])(
  '%s is admitted by its number, whatever ports a rule has, and by no other protocol',
  async (protocol, number) => {
    const asked = { ...ASKED, protocol };
    const refused = await ask(account(), asked);
    const fixes = refused.checks.flatMap(({ status, fix }) => (status === 'fail' ? [fix?.command] : []));
    expect(fixes).toEqual([
      `aws ec2 authorize-security-group-egress --group-id sg-abc --protocol ${number} --source-group sg-xyz`,
      `aws ec2 authorize-security-group-ingress --group-id sg-xyz --protocol ${number} --source-group sg-abc`,
    ]);
    const of = account();
    listOf(object(of, 'DescribeSecurityGroups', 'sg-abc'), 'IpPermissionsEgress').push(
      allow(number, undefined, group('sg-xyz')),
    );
    listOf(object(of, 'DescribeSecurityGroups', 'sg-xyz'), 'IpPermissions').push(
      allow(number, 0, group('sg-abc')),
    );
    expect((await ask(of, asked)).status).toBe('pass');
    const [first] = listOf(object(of, 'DescribeNetworkAcls', 'acl-db'), 'Entries');
    Object.assign(first ?? {}, { Protocol: '6' });
    const byAcl = await ask(of, asked);
    expect(byAcl.checks.flatMap(({ status, code }) => (status === 'fail' ? [code] : []))).toHaveLength(1);
  },
);
