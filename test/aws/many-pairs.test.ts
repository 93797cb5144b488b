import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { account, listOf, object } from './scene.ts';

test('of more subnets than are judged one may let it pass: what refuses those that were is a warning', async () => {
  const of = account();
  const subnets = Array.from({ length: 8 }, (_, n) => n).map((n) => `subnet-proxy${n}`);
  for (const [n, id] of subnets.entries()) {
    const like = object(of, 'DescribeSubnets', 'subnet-db');
    listOf(of, 'DescribeSubnets').push({ ...like, SubnetId: id, CidrBlock: `10.0.${30 + n}.0/24` });
    listOf(object(of, 'DescribeNetworkAcls', 'acl-db'), 'Associations').push({ SubnetId: id });
  }
  of['DescribeDBProxies'] = [
    { DBProxyName: 'orders', VpcId: 'vpc-a', VpcSecurityGroupIds: ['sg-xyz'], VpcSubnetIds: subnets },
  ];
  const asked = { destination: 'db-proxy/orders', port: 5432 };
  const all = await ask(of, { ...asked, source: '10.0.1.10' });
  expect(all.status).toBe('fail');
  expect(all.checks.some(({ status }) => status === 'fail')).toBe(true);
  Object.assign(of['DescribeDBProxies'][0] ?? {}, { VpcSubnetIds: [...subnets, 'subnet-gone'] });
  const many = await ask(of, { ...asked, source: '10.0.1.10' });
  expect(many.checks.some(({ status }) => status === 'fail')).toBe(false);
  expect(many.notes).toContain('1 more ends, or pairs of them, were not judged.');
});
