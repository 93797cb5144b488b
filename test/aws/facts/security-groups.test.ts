import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { account, allow, group, listOf, network, network6, object, securityGroup } from '../scene.ts';
import {
  APP_TO_B,
  APP_TO_DB,
  APP_TO_WEB,
  changed,
  codes,
  commands,
  egress,
  EVERYTHING,
  evidence,
  ingress,
  interfaceOf,
  natives,
  over,
  referencing,
  routesOf,
  said,
} from './account.ts';

const PEERING = 'DescribeVpcPeeringConnections';

test('all groups of an interface count together, and each of them only allows', async () => {
  const of = changed((one) => {
    egress(one, 'sg-abc');
    one['DescribeSecurityGroups']?.push(
      securityGroup('sg-two', 'vpc-a', [], [allow('tcp', 443, network('10.0.2.0/24'))]),
    );
    interfaceOf(one, 'eni-app')['Groups'] = [{ GroupId: 'sg-abc' }, { GroupId: 'sg-two' }];
  });
  const finding = await ask(of, APP_TO_DB);
  expect(finding.status).toBe('pass');
  expect(said(finding)).toContain('sg-two allows tcp/443');
});

test('a group as it is made lets everything out and nothing in', async () => {
  const asMade = (id: string) =>
    changed((of) => {
      egress(of, id, EVERYTHING);
      ingress(of, id);
    });
  expect((await ask(asMade('sg-abc'), APP_TO_DB)).status).toBe('pass');
  const closed = await ask(asMade('sg-xyz'), APP_TO_DB);
  expect(codes(closed)).toEqual(['firewall.ingress-missing']);
  expect(natives(closed)).toEqual(['SG_HAS_NO_RULES']);
});

test('groups keep state: replies need no rule on either side', async () => {
  const of = changed((one) => {
    egress(one, 'sg-xyz');
    ingress(one, 'sg-abc');
  });
  expect((await ask(of, APP_TO_DB)).status).toBe('pass');
});

test('nobody is advised to open ephemeral ports in a group', async () => {
  const of = changed((one) => {
    egress(one, 'sg-abc');
    ingress(one, 'sg-xyz');
    egress(one, 'sg-xyz');
  });
  expect(commands(await ask(of, APP_TO_DB)).join('\n')).not.toMatch(/1024|32768|65535/);
});

test('no group stops what goes to the resolver of the VPC, at its base plus two', async () => {
  const of = changed((one) => egress(one, 'sg-abc'));
  const dns = { source: 'eni-app', port: 53, protocol: 'udp' };
  expect((await ask(of, { ...dns, destination: '10.0.0.2' })).status).toBe('pass');
  expect(codes(await ask(of, { ...dns, destination: '10.0.2.20' }))).toContain('firewall.egress-missing');
});

test.each([
  ['-1 is every protocol', allow('-1', undefined, group('sg-xyz')), 'tcp', true],
  [
    'of ICMP the first port is the type, and -1 is every code',
    { ...allow('icmp', 8, group('sg-xyz')), ToPort: -1 },
    'icmp',
    true,
  ],
  ['-1 is every type too', { ...allow('icmp', -1, group('sg-xyz')), ToPort: -1 }, 'icmp', true],
  [
    '--protocol icmp --port 8 lets code 8 through, which no echo request has',
    allow('icmp', 8, group('sg-xyz')),
    'icmp',
    false,
  ],
])('%s', async (_, rule, protocol, passes) => {
  const of = changed((one) => {
    egress(one, 'sg-abc', rule);
    ingress(one, 'sg-xyz', EVERYTHING);
  });
  const finding = await ask(of, { ...APP_TO_DB, protocol, port: protocol === 'icmp' ? 0 : 443 });
  expect(codes(finding)).toEqual(passes ? [] : ['firewall.egress-missing']);
});

test('the command for ICMP names the type and every code', async () => {
  const of = changed((one) => egress(one, 'sg-abc'));
  const [command] = commands(await ask(of, { ...APP_TO_DB, protocol: 'icmp', port: 0 }));
  expect(command).toContain('"FromPort":8,"ToPort":-1');
});

test('a rule by group admits the private addresses of interfaces that carry it', async () => {
  expect((await ask(account(), APP_TO_DB)).status).toBe('pass');
  const other = changed((of) => (interfaceOf(of, 'eni-app')['Groups'] = [{ GroupId: 'sg-web' }]));
  expect(codes(await ask(other, APP_TO_DB))).toEqual(['firewall.ingress-missing']);
});

test('a rule by group does not match through NAT, on either side', async () => {
  const of = changed((one) => {
    egress(one, 'sg-abc', allow('tcp', 443, group('sg-web')));
    ingress(one, 'sg-web', allow('tcp', 443, group('sg-abc')));
  });
  const finding = await ask(of, APP_TO_WEB);
  expect(codes(finding)).toContain('firewall.group-ref-lost');
  expect(natives(finding)).toContain('SG_REFERENCES_NOT_PRESERVED');
  expect(commands(finding)[0]).toContain('--cidr 52.1.1.30/32');
  expect(commands(finding)[1]).toContain('--cidr 52.1.1.5/32');
});

test('nor at a public address', async () => {
  const of = changed((one) => {
    interfaceOf(one, 'eni-app')['SubnetId'] = 'subnet-pub';
    interfaceOf(one, 'eni-app')['PrivateIpAddresses'] = [
      { PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '52.1.1.10' } },
    ];
    egress(one, 'sg-abc', allow('tcp', 443, group('sg-web')));
  });
  expect(codes(await ask(of, APP_TO_WEB))).toEqual(['firewall.group-ref-lost']);
  const privately = { ...APP_TO_WEB, destination: '10.0.0.30' };
  expect((await ask(of, privately)).status).toBe('pass');
});

test('behind a middlebox it is not known whether a group matches, nor anything else', async () => {
  const of = changed((one) => {
    egress(one, 'sg-abc', EVERYTHING);
    over(one, { NetworkInterfaceId: 'eni-firewall' });
  });
  const finding = await ask(of, APP_TO_B);
  expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
});

test('a peering carries groups inside one Region, when it is active', async () => {
  const by = (change: (peering: Record<string, unknown>) => void) =>
    changed((of) => {
      egress(of, 'sg-abc', allow('tcp', 443, group('sg-b')));
      change(object(of, PEERING, 'pcx-1'));
    });
  expect(
    (
      await ask(
        by(() => {}),
        APP_TO_B,
      )
    ).status,
  ).toBe('pass');
  const inactive = await ask(
    by((peering) => (peering['Status'] = { Code: 'pending-acceptance' })),
    APP_TO_B,
  );
  expect(codes(inactive)).toContain('firewall.transit');
  const apart = by((peering) => {
    peering['AccepterVpcInfo'] = { VpcId: 'vpc-b', Region: 'us-east-1', CidrBlock: '10.1.0.0/16' };
  });
  expect(codes(await ask(apart, APP_TO_B))).toEqual(['firewall.group-ref-lost']);
});

test('what the peer’s side admits is looked at too, not only the peering', async () => {
  const of = changed((one) => {
    egress(one, 'sg-abc', EVERYTHING);
    ingress(one, 'sg-b');
  });
  expect(codes(await ask(of, APP_TO_B))).toEqual(['firewall.ingress-missing']);
});

test('a transit gateway carries groups for ingress, where all three have it enabled', async () => {
  const by = (on: 'enable' | 'disable', one?: string) =>
    changed((of) => {
      over(of, { TransitGatewayId: 'tgw-1' });
      egress(of, 'sg-abc', EVERYTHING);
      ingress(of, 'sg-b', allow('tcp', 443, group('sg-abc')));
      referencing(of);
      const all = ['DescribeTransitGateways', 'DescribeTransitGatewayVpcAttachments'];
      for (const each of all.flatMap((action) => of[action] ?? []))
        if (Object.values(each)[0] === one) each['Options'] = { SecurityGroupReferencingSupport: on };
    });
  expect((await ask(by('enable'), APP_TO_B)).status).toBe('pass');
  for (const one of ['tgw-1', 'tgw-attach-a', 'tgw-attach-b']) {
    const finding = await ask(by('disable', one), APP_TO_B);
    expect(codes(finding)).toEqual(['firewall.group-ref-lost']);
    expect(said(finding)).toContain(`not enabled on ${one}`);
    expect(natives(finding)).toEqual(['SG_REFERENCING_SUPPORT']);
    expect(commands(finding)[0]).toContain('--cidr 10.0.1.10/32');
  }
});

test('over a transit gateway egress needs a network or a prefix list', async () => {
  const of = changed((one) => {
    over(one, { TransitGatewayId: 'tgw-1' });
    referencing(one);
    egress(one, 'sg-abc', allow('tcp', 443, group('sg-b')));
  });
  const finding = await ask(of, APP_TO_B);
  expect(codes(finding)).toEqual(['firewall.group-ref-lost']);
  expect(commands(finding)).toEqual([
    'aws ec2 authorize-security-group-egress --group-id sg-abc --protocol tcp --port 443 --cidr 10.1.1.10/32',
  ]);
});

test('over a peering of gateways the far side is not known', async () => {
  const of = changed((one) => {
    over(one, { TransitGatewayId: 'tgw-1' });
    egress(one, 'sg-abc', EVERYTHING);
    const [, there] = one['SearchTransitGatewayRoutes.tgw-rtb-1'] ?? [];
    if (there)
      there['TransitGatewayAttachments'] = [
        { TransitGatewayAttachmentId: 'tgw-attach-p', ResourceType: 'peering', ResourceId: 'tgw-2' },
      ];
  });
  expect((await ask(of, APP_TO_B)).status).toBe('unknown');
});

test('a stale reference matches nothing, whoever carries the group', async () => {
  const stale = {
    GroupId: 'sg-b',
    UserId: '111122223333',
    VpcPeeringConnectionId: 'pcx-1',
    PeeringStatus: 'deleted',
  };
  const of = changed((one) => egress(one, 'sg-abc', allow('tcp', 443, { UserIdGroupPairs: [stale] })));
  const finding = await ask(of, APP_TO_B);
  expect(codes(finding)).toEqual(['firewall.egress-missing']);
  expect(evidence(finding)).toContain('the reference is stale');
  const fresh = { ...stale, PeeringStatus: 'active' };
  egress(of, 'sg-abc', allow('tcp', 443, { UserIdGroupPairs: [fresh] }));
  expect((await ask(of, APP_TO_B)).status).toBe('pass');
});

test('evidence names a rule by its own id', async () => {
  expect(evidence(await ask(account(), APP_TO_DB))).toMatch(/sgr-1[\s\S]*sgr-2/);
});

test('rules of one family say nothing of the other', async () => {
  const question = { source: 'eni-app', destination: '2001:db8:a:2::20', port: 443 };
  const of = changed((one) => {
    egress(one, 'sg-abc', EVERYTHING);
    ingress(one, 'sg-xyz', allow('tcp', 443, network6('::/0')));
  });
  expect(codes(await ask(of, question))).toEqual(['firewall.egress-missing']);
  egress(of, 'sg-abc', allow('tcp', 443, network6('2001:db8:a:2::/64')));
  expect((await ask(of, question)).status).toBe('pass');
});

test('a route by prefix list is answered with that list, which a rule can name', async () => {
  const of = changed((one) => {
    egress(one, 'sg-abc');
    listOf(object(one, 'DescribeRouteTables', 'rtb-main'), 'Routes').push({
      DestinationPrefixListId: 'pl-s3',
      GatewayId: 'vpce-s3',
      State: 'active',
    });
    one['GetManagedPrefixListEntries.pl-s3'] = [{ Cidr: '52.218.0.0/17' }];
    one['DescribeVpcEndpoints'] = [
      { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', State: 'available', VpcId: 'vpc-a' },
    ];
  });
  const finding = await ask(of, { source: 'eni-app', destination: '52.218.1.1', port: 443 });
  expect(commands(finding)[0]).toContain('"PrefixListIds":[{"PrefixListId":"pl-s3"}]');
  expect(routesOf(of, 'rtb-main').length).toBe(5);
});
