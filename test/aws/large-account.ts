import { account, type Account, eni, type Json, securityGroup, allow, group } from './scene.ts';

const SIZE = { interfaces: 50_000, groups: 5_000, rulesOfGroup: 20 };

/** The account in which all is well, among 50,000 other interfaces, 5,000 groups and 100,000 rules. */
export function largeAccount(): Account {
  const of = account();
  for (let n = 0; n < SIZE.interfaces; n++) {
    const address = `10.${64 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;
    of['DescribeNetworkInterfaces']?.push(
      eni(`eni-n${n}`, 'subnet-large', 'vpc-large', address, [`sg-n${n % SIZE.groups}`]),
    );
  }
  of['DescribeSubnets']?.push({ SubnetId: 'subnet-large', VpcId: 'vpc-large', CidrBlock: '10.64.0.0/15' });
  for (let n = 0; n < SIZE.groups; n++) of['DescribeSecurityGroups']?.push(largeGroup(n));
  return of;
}

function largeGroup(n: number): Json {
  const rules = Array.from({ length: SIZE.rulesOfGroup / 2 }, (_, k) =>
    allow('tcp', 1000 + k, group(`sg-n${(n + k) % SIZE.groups}`)),
  );
  return securityGroup(`sg-n${n}`, 'vpc-large', rules, rules);
}
