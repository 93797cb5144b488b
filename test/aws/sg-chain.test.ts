import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import { ask, askOver } from './ask.ts';
import {
  account,
  type Account,
  ALL,
  allow,
  eni,
  group,
  type Json,
  listOf,
  network,
  network6,
  object,
  overDump,
} from './scene.ts';

const APP_TO_DB = { source: 'eni-app', destination: '10.0.2.20', port: 443 };
const EVERYTHING = allow('-1', undefined, network(ALL));

const codes = ({ checks }: Finding): string[] => checks.flatMap(({ code }) => code ?? []);
const commands = ({ checks }: Finding): string[] => checks.flatMap(({ fix }) => fix?.command ?? []);
const summaries = ({ checks }: Finding): string => checks.map(({ summary }) => summary).join('\n');
const set = (of: Account, id: string, egress: Json[] | undefined, ingress?: Json[]): void => {
  const found = object(of, 'DescribeSecurityGroups', id);
  if (egress) found['IpPermissionsEgress'] = egress;
  if (ingress) found['IpPermissions'] = ingress;
};
const interfaceOf = (of: Account, id: string): Json => object(of, 'DescribeNetworkInterfaces', id);

test('the literal case', async () => {
  const of = account();
  set(of, 'sg-abc', []);
  const finding = await ask(of, APP_TO_DB);
  const [failing, ...more] = finding.checks.filter(({ status }) => status === 'fail');
  expect(more).toEqual([]);
  expect(failing).toMatchObject({
    code: 'firewall.egress-missing',
    summary: 'Egress security group sg-abc is missing a rule allowing tcp/443 to sg-xyz',
    fix: {
      command:
        'aws ec2 authorize-security-group-egress --group-id sg-abc --protocol tcp --port 443 --source-group sg-xyz',
      undo: 'aws ec2 revoke-security-group-egress --group-id sg-abc --protocol tcp --port 443 --source-group sg-xyz',
      verified: 'simulated',
    },
  });
  expect(failing?.fix?.summary).toContain('--dry-run first');
});

describe('security groups', () => {
  test('allowed flows name the rule by its own id', async () => {
    expect(summaries(await ask(account(), APP_TO_DB))).toContain('sg-abc allows tcp/443 to sg-xyz');
    const finding = await ask(account(), APP_TO_DB);
    expect(finding.checks.flatMap(({ evidence }) => evidence).join()).toContain('sgr-1');
  });

  test('the return traffic is not judged by groups: they keep state', async () => {
    const of = account();
    set(of, 'sg-xyz', []);
    expect((await ask(of, APP_TO_DB)).status).toBe('pass');
  });

  test.each([
    ['-1 is every protocol', allow('-1', undefined, group('sg-xyz')), 'tcp', 'pass'],
    ['a number is a protocol', allow('6', 443, group('sg-xyz')), 'tcp', 'pass'],
    ['udp is not tcp', allow('udp', 443, group('sg-xyz')), 'tcp', 'fail'],
    ['an echo request is ICMP type 8', { ...allow('icmp', 8, group('sg-xyz')), ToPort: -1 }, 'icmp', 'pass'],
    ['type 8 with code 8 is no echo request', allow('icmp', 8, group('sg-xyz')), 'icmp', 'fail'],
  ])('%s', async (_, rule, protocol, status) => {
    const of = account();
    set(of, 'sg-abc', [rule]);
    set(of, 'sg-xyz', undefined, [EVERYTHING]);
    expect((await ask(of, { ...APP_TO_DB, protocol, port: protocol === 'icmp' ? 0 : 443 })).status).toBe(
      status,
    );
  });

  test('the command for ICMP allows every code of an echo request', async () => {
    const of = account();
    set(of, 'sg-abc', []);
    set(of, 'sg-xyz', undefined, [EVERYTHING]);
    const [command] = commands(await ask(of, { ...APP_TO_DB, protocol: 'icmp', port: 0 }));
    expect(command).toContain('"IpProtocol":"icmp","FromPort":8,"ToPort":-1');
  });

  test('a prefix list admits what its entries hold; unread, it is unknown', async () => {
    const of = account();
    set(of, 'sg-abc', [allow('tcp', 443, { PrefixListIds: [{ PrefixListId: 'pl-1' }] })]);
    const blind = await ask(of, APP_TO_DB);
    expect(blind.status).toBe('unknown');
    expect(blind.checks.find(({ status }) => status === 'unknown')?.fix?.summary).toContain(
      'ec2:GetManagedPrefixListEntries',
    );
    of['GetManagedPrefixListEntries.pl-1'] = [{ Cidr: '10.0.2.0/24' }];
    expect((await ask(of, APP_TO_DB)).status).toBe('pass');
  });

  test('a stale reference matches nothing, and is named', async () => {
    const of = account();
    const pair = {
      GroupId: 'sg-gone',
      UserId: '1',
      VpcPeeringConnectionId: 'pcx-1',
      PeeringStatus: 'deleted',
    };
    set(of, 'sg-abc', [allow('tcp', 443, { UserIdGroupPairs: [pair] })]);
    const finding = await ask(of, APP_TO_DB);
    expect(codes(finding)).toEqual(['firewall.egress-missing']);
    expect(finding.checks.flatMap(({ evidence }) => evidence).join()).toContain('the reference is stale');
  });

  test('a rule for a part of a network admits that part', async () => {
    const of = account();
    set(of, 'sg-xyz', undefined, [allow('tcp', 443, network('10.9.0.0/17'))]);
    const finding = await ask(of, { source: '10.9.0.0/16', destination: 'eni-db', port: 443 });
    const ingress = finding.checks.find(({ code }) => code === 'firewall.ingress-missing');
    expect(ingress?.status).toBe('warn');
    expect(ingress?.summary).toContain('10.9.128.0/17');
  });
});

describe('ways', () => {
  test('inside one subnet no ACL is asked', async () => {
    const of = account();
    of['DescribeNetworkAcls'] = [];
    interfaceOf(of, 'eni-db')['SubnetId'] = 'subnet-app';
    const finding = await ask(of, APP_TO_DB);
    expect(finding.status).toBe('pass');
    expect(summaries(finding)).toContain('Network ACLs are not asked inside subnet-app');
  });

  test('the resolver of the VPC is filtered by nothing', async () => {
    const of = account();
    set(of, 'sg-abc', []);
    const finding = await ask(of, { source: 'eni-app', destination: '10.0.0.2', port: 53, protocol: 'udp' });
    expect(finding.status).toBe('pass');
    expect(summaries(finding)).toContain('the resolver of vpc-a');
  });

  test('NAT starts a leg, and group ids do not pass it', async () => {
    const of = account();
    set(of, 'sg-abc', [allow('tcp', 443, group('sg-web'))]);
    const finding = await ask(of, { source: 'eni-app', destination: '52.1.1.30', port: 443 });
    expect(codes(finding)).toEqual(['firewall.group-ref-lost']);
    expect(commands(finding)[0]).toContain('--cidr 52.1.1.30/32');
    expect(finding.checks.some(({ evidence }) => evidence.includes('leg 2, forward'))).toBe(true);
  });

  test('the address that a public destination sees is the NAT gateway’s', async () => {
    const of = account();
    set(of, 'sg-abc', [EVERYTHING]);
    set(of, 'sg-web', undefined, [allow('tcp', 443, network('52.1.1.5/32'))]);
    expect((await ask(of, { source: 'eni-app', destination: '52.1.1.30', port: 443 })).status).toBe('pass');
    set(of, 'sg-web', undefined, [allow('tcp', 443, network('10.0.0.0/8'))]);
    expect(codes(await ask(of, { source: 'eni-app', destination: '52.1.1.30', port: 443 }))).toEqual([
      'firewall.ingress-missing',
    ]);
  });

  test('over a transit gateway a group can be named in ingress only, and only when all three enable it', async () => {
    const over = (enabled: boolean): Account => {
      const of = account();
      for (const id of ['rtb-main', 'rtb-b']) {
        for (const route of listOf(object(of, 'DescribeRouteTables', id), 'Routes')) {
          if (route['VpcPeeringConnectionId'] === undefined) continue;
          delete route['VpcPeeringConnectionId'];
          route['TransitGatewayId'] = 'tgw-1';
        }
      }
      set(of, 'sg-b', undefined, [allow('tcp', 443, group('sg-abc'))]);
      set(of, 'sg-abc', [EVERYTHING]);
      if (enabled) {
        for (const one of [
          ...(of['DescribeTransitGateways'] ?? []),
          ...(of['DescribeTransitGatewayVpcAttachments'] ?? []),
        ]) {
          one['Options'] = { SecurityGroupReferencingSupport: 'enable' };
        }
      }
      return of;
    };
    const question = { source: 'eni-app', destination: 'eni-b', port: 443 };
    const without = await ask(over(false), question);
    expect(codes(without)).toEqual(['firewall.group-ref-lost']);
    expect(commands(without)[0]).toContain('--cidr 10.0.1.10/32');
    expect((await ask(over(true), question)).status).toBe('pass');
    const egress = over(true);
    set(egress, 'sg-abc', [allow('tcp', 443, group('sg-b'))]);
    expect(codes(await ask(egress, question))).toEqual(['firewall.group-ref-lost']);
  });

  test('IPv6 is judged by IPv6 rules and routes', async () => {
    const of = account();
    set(of, 'sg-abc', [allow('tcp', 443, network(ALL))]);
    const question = { source: 'eni-app', destination: '2001:db8:a:2::20', port: 443 };
    const finding = await ask(of, question);
    expect(codes(finding)).toEqual(['firewall.egress-missing']);
    expect(finding.checks.flatMap(({ evidence }) => evidence).join()).toContain(
      'only the address family differs',
    );
    set(of, 'sg-abc', [allow('tcp', 443, network6('2001:db8:a:2::/64'))]);
    expect((await ask(of, question)).status).toBe('pass');
  });

  test('what lies behind an appliance is unknown, never allowed', async () => {
    const of = account();
    set(of, 'sg-abc', [EVERYTHING]);
    listOf(object(of, 'DescribeRouteTables', 'rtb-main'), 'Routes').push({
      DestinationCidrBlock: '10.1.1.0/24',
      NetworkInterfaceId: 'eni-fw',
      State: 'active',
    });
    const finding = await ask(of, { source: 'eni-app', destination: 'eni-b', port: 443 });
    expect(finding.status).toBe('unknown');
    expect(summaries(finding)).toContain('appliance');
  });

  test('a Region that blocks public access denies what no exclusion lets through', async () => {
    const of = account();
    of['DescribeVpcBlockPublicAccessOptions'] = [
      { InternetGatewayBlockMode: 'block-ingress', ExclusionsAllowed: 'allowed' },
    ];
    const question = { source: 'internet', destination: 'eni-web', port: 443 };
    expect(codes(await ask(of, question))).toEqual(['firewall.public-access-blocked']);
    of['DescribeVpcBlockPublicAccessExclusions'] = [
      {
        ExclusionId: 'x-1',
        InternetGatewayExclusionMode: 'allow-bidirectional',
        ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-a',
      },
    ];
    expect((await ask(of, question)).status).toBe('pass');
  });
});

describe('ends', () => {
  test('a secondary address is found, as pods have it', async () => {
    const of = account();
    listOf(interfaceOf(of, 'eni-app'), 'PrivateIpAddresses').push({
      PrivateIpAddress: '10.0.1.77',
      Primary: false,
    });
    const finding = await ask(of, { ...APP_TO_DB, source: '10.0.1.77' });
    expect(finding.status).toBe('pass');
    expect(finding.notes[0]).toContain('eni-app (10.0.1.77)');
  });

  test('an address of a delegated prefix is found through its subnet', async () => {
    const of = account();
    interfaceOf(of, 'eni-app')['Ipv4Prefixes'] = [{ Ipv4Prefix: '10.0.1.64/28' }];
    const finding = await ask(of, { ...APP_TO_DB, source: '10.0.1.70' });
    expect(finding.status).toBe('pass');
    expect(finding.notes[0]).toContain('eni-app (10.0.1.70)');
  });

  test('an address in several VPCs is asked about again, with both shown', async () => {
    const of = account();
    of['DescribeNetworkInterfaces']?.push(eni('eni-twin', 'subnet-b', 'vpc-b', '10.0.1.10', ['sg-b']));
    const question = { ...APP_TO_DB, source: '10.0.1.10' };
    const finding = await ask(of, question);
    expect(finding.status).toBe('unknown');
    expect(summaries(finding)).toContain('eni-app in vpc-a, eni-twin in vpc-b');
    expect((await ask(of, { ...question, vpc: 'vpc-a' })).status).toBe('pass');
  });

  test('an RDS proxy by name: its groups and subnets; its name is followed where it resolves', async () => {
    const of = account();
    of['DescribeDBProxies'] = [
      {
        DBProxyName: 'orders',
        Status: 'available',
        VpcId: 'vpc-a',
        VpcSecurityGroupIds: ['sg-xyz'],
        VpcSubnetIds: ['subnet-db'],
        Endpoint: 'orders.proxy-abc.eu-west-1.rds.amazonaws.com',
      },
    ];
    set(of, 'sg-abc', []);
    const question = { source: 'eni-app', destination: 'db-proxy/orders', port: 443 };
    const finding = await ask(of, question);
    expect(commands(finding)).toEqual([
      'aws ec2 authorize-security-group-egress --group-id sg-abc --protocol tcp --port 443 --source-group sg-xyz',
    ]);
    const named = { 'orders.proxy-abc.eu-west-1.rds.amazonaws.com': ['10.0.2.20'] };
    const followed = await ask(
      of,
      { ...question, destination: 'orders.proxy-abc.eu-west-1.rds.amazonaws.com' },
      named,
    );
    expect(followed.notes.join()).toContain('eni-db (10.0.2.20)');
    expect(codes(followed)).toEqual(['firewall.egress-missing']);
  });

  test('a function by the groups and subnets that it is attached to', async () => {
    const of = account();
    of['GetFunctionConfiguration.worker'] = [
      {
        FunctionName: 'worker',
        VpcConfig: { VpcId: 'vpc-a', SubnetIds: ['subnet-app'], SecurityGroupIds: ['sg-abc'] },
      },
    ];
    expect((await ask(of, { ...APP_TO_DB, source: 'lambda/worker' })).status).toBe('pass');
  });

  test.each(['; rm -rf', '--help', 'pod', 'payments/api-1', 'sg-abc', ''])('%j is no end', async (source) => {
    await expect(ask(account(), { ...APP_TO_DB, source })).rejects.toThrow('Not an end that AWS knows');
  });
});

describe('what could not be looked at', () => {
  test.each(Object.keys(account()))(
    'without %s in the dump nothing is claimed to be allowed or denied by it',
    async (name) => {
      const of = account();
      delete of[name];
      const finding = await ask(of, APP_TO_DB);
      expect(codes(finding)).toEqual([]);
      for (const { fix } of finding.checks.filter(({ status }) => status === 'unknown')) {
        expect(fix?.summary).toContain(`:${name.split('.')[0]}`);
      }
    },
  );

  test('access denied names the IAM action, and is never a denial', async () => {
    const of = account();
    const finding = await overDump(of, (aws) => {
      const denying: Aws = {
        ...aws,
        read: (query, signal) =>
          query.call.action === 'DescribeNetworkAcls'
            ? Promise.resolve({
                status: 'failed',
                reason: 'access-denied',
                action: 'ec2:DescribeNetworkAcls',
                message: 'access is denied',
                calls: 1,
              })
            : aws.read(query, signal),
      };
      return askOver(denying, APP_TO_DB);
    });
    expect(finding.status).toBe('unknown');
    expect(codes(finding)).toEqual([]);
    expect(finding.checks.find(({ status }) => status === 'unknown')?.fix?.summary).toContain(
      'Allow ec2:DescribeNetworkAcls',
    );
  });

  test('a refusal is told though something else is unknown', async () => {
    const of = account();
    delete of['DescribeRouteTables'];
    set(of, 'sg-abc', []);
    const finding = await ask(of, APP_TO_DB);
    expect(finding.status).toBe('fail');
    expect(finding.checks.find(({ code }) => code !== null)?.fix?.verified).toBe('unverified');
  });

  test('an id that is not there may be in another account', async () => {
    const finding = await ask(account(), { ...APP_TO_DB, source: 'eni-nowhere' });
    expect(finding.status).toBe('unknown');
    expect(finding.checks[0]?.fix?.summary).toContain('profile and Region');
  });

  test('no account at all says how to give one', async () => {
    const { noAws } = await import('../../src/core/world/no-aws.ts');
    const finding = await askOver(noAws('no-account'), APP_TO_DB);
    expect(finding.status).toBe('unknown');
    expect(finding.checks[0]?.fix?.summary).toContain('--aws-dump');
  });
});

describe('what faces the internet', () => {
  const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/0123456789abcdef';
  const DNS = 'shop-123456789.eu-west-1.elb.amazonaws.com';
  const balanced = (scheme: string): Account => {
    const of = account();
    const subnets = [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-pub' }];
    of['DescribeLoadBalancers'] = [
      {
        LoadBalancerArn: ARN,
        LoadBalancerName: 'shop',
        DNSName: DNS,
        Type: 'application',
        Scheme: scheme,
        VpcId: 'vpc-a',
        AvailabilityZones: subnets,
        SecurityGroups: ['sg-web'],
      },
    ];
    of['DescribeListeners'] = [
      {
        ListenerArn: ARN.replace('loadbalancer', 'listener'),
        LoadBalancerArn: ARN,
        Port: 443,
        Protocol: 'HTTPS',
        DefaultActions: [],
      },
    ];
    return of;
  };

  test('an internet-facing balancer is reached from the internet, an internal one is not', async () => {
    const question = { source: 'internet', destination: 'lb/shop', port: 443 };
    expect((await ask(balanced('internet-facing'), question)).status).toBe('pass');
    expect(codes(await ask(balanced('internal'), question))).toContain('firewall.public-access-blocked');
  });

  test('from inside a VPC it is dialled by its public address, where groups cannot be named', async () => {
    const of = balanced('internet-facing');
    set(of, 'sg-abc', [EVERYTHING]);
    const question = { source: 'eni-app', destination: 'lb/shop', port: 443 };
    expect((await ask(of, question)).status).toBe('unknown');
    const named = { [DNS]: ['52.1.1.30'] };
    expect((await ask(of, question, named)).status).toBe('pass');
    set(of, 'sg-web', undefined, [allow('tcp', 443, group('sg-abc'))]);
    expect(codes(await ask(of, question, named))).toEqual(['firewall.ingress-missing']);
  });

  test('a publicly accessible database is private inside its VPC', async () => {
    const of = account();
    const address = 'orders.abc.eu-west-1.rds.amazonaws.com';
    of['DescribeDBInstances'] = [
      {
        DBInstanceIdentifier: 'orders',
        PubliclyAccessible: true,
        Endpoint: { Address: address, Port: 443 },
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-xyz' }],
        DBSubnetGroup: { VpcId: 'vpc-a', Subnets: [{ SubnetIdentifier: 'subnet-db' }] },
      },
    ];
    const db = interfaceOf(of, 'eni-db');
    db['Association'] = { PublicIp: '52.1.1.20' };
    db['PrivateIpAddresses'] = [
      { PrivateIpAddress: '10.0.2.20', Primary: true, Association: { PublicIp: '52.1.1.20' } },
    ];
    const finding = await ask(
      of,
      { source: 'eni-app', destination: 'db/orders', port: 443 },
      { [address]: ['52.1.1.20'] },
    );
    expect(finding.status).toBe('pass');
    expect(summaries(finding)).toContain('sg-abc allows tcp/443 to sg-xyz');
  });
});

test('a VPC may use public address space for its own', async () => {
  const of = account();
  Object.assign(interfaceOf(of, 'eni-db'), {
    PrivateIpAddress: '52.9.9.9',
    PrivateIpAddresses: [{ PrivateIpAddress: '52.9.9.9' }],
  });
  listOf(object(of, 'DescribeRouteTables', 'rtb-main'), 'Routes').push({
    DestinationCidrBlock: '52.9.0.0/16',
    GatewayId: 'local',
    State: 'active',
  });
  const finding = await ask(of, { ...APP_TO_DB, destination: '52.9.9.9' });
  expect(finding.notes.join()).toContain('eni-db (52.9.9.9)');
  expect(finding.status).toBe('pass');
});

test('one target of two that is refused is a warning: the other remains', async () => {
  const of = account();
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
  const balancer = `${arn}:loadbalancer/app/inner/0123456789abcdef`;
  const targets = `${arn}:targetgroup/two/0123456789abcdef`;
  of['DescribeLoadBalancers'] = [
    {
      LoadBalancerArn: balancer,
      LoadBalancerName: 'inner',
      Type: 'application',
      Scheme: 'internal',
      VpcId: 'vpc-a',
      AvailabilityZones: [{ SubnetId: 'subnet-pub' }],
      SecurityGroups: ['sg-web'],
    },
  ];
  of['DescribeListeners'] = [
    {
      ListenerArn: `${arn}:listener/app/inner/0123456789abcdef/1`,
      LoadBalancerArn: balancer,
      Port: 443,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targets }],
    },
  ];
  of['DescribeTargetGroups'] = [
    {
      TargetGroupArn: targets,
      TargetGroupName: 'two',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-a',
      TargetType: 'ip',
    },
  ];
  of['DescribeTargetHealth.two'] = ['10.0.2.20', '10.0.1.10'].map((Id) => ({
    Target: { Id, Port: 8080 },
    TargetHealth: { State: 'healthy' },
  }));
  set(of, 'sg-abc', [EVERYTHING], [allow('tcp', 8080, group('sg-web'))]);
  const finding = await ask(of, { source: 'eni-app', destination: 'lb/inner', port: 443 });
  expect(finding.checks.find(({ code }) => code !== null)).toMatchObject({
    code: 'firewall.ingress-missing',
    status: 'warn',
  });
  expect(finding.status).toBe('warn');
});
