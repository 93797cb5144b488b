import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { type Account, account, allow, group, type Json, network, object, securityGroup } from '../scene.ts';
import { changed, codes, egress, EVERYTHING, evidence, ingress, natives, notes, said } from './account.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const FRONT = { source: 'eni-b', destination: 'lb/front', port: 443 };

interface Shape {
  readonly type?: 'network' | 'application';
  readonly groups?: readonly string[];
  readonly target?: 'instance' | 'ip';
  readonly protocol?: string;
  /** The attribute `preserve_client_ip.enabled`; absent: what is so by default. */
  readonly preserve?: string;
}

/** A balancer in subnet-app before eni-db on 8080, whose groups let eni-b's network in at 8080 only by `rules`. */
function behind(
  { type = 'network', groups = [], target = 'instance', protocol = 'TCP', preserve }: Shape,
  ...rules: Json[]
): Account {
  return changed((of) => {
    of['DescribeLoadBalancers'] = [
      {
        LoadBalancerArn: `${ARN}:loadbalancer/net/front/0123456789abcdef`,
        LoadBalancerName: 'front',
        Type: type,
        Scheme: 'internal',
        VpcId: 'vpc-a',
        AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-app' }],
        SecurityGroups: groups,
      },
    ];
    of['DescribeListeners'] = [
      {
        ListenerArn: `${ARN}:listener/net/front/0123456789abcdef/1`,
        LoadBalancerArn: `${ARN}:loadbalancer/net/front/0123456789abcdef`,
        Port: 443,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: `${ARN}:targetgroup/backends/0123456789abcdef` }],
      },
    ];
    of['DescribeTargetGroups'] = [
      {
        TargetGroupArn: `${ARN}:targetgroup/backends/0123456789abcdef`,
        TargetGroupName: 'backends',
        Protocol: protocol,
        Port: 8080,
        VpcId: 'vpc-a',
        TargetType: target,
      },
    ];
    of['DescribeTargetHealth.backends'] = [
      {
        Target: { Id: target === 'ip' ? '10.0.2.20' : 'i-db', Port: 8080 },
        TargetHealth: { State: 'healthy' },
      },
    ];
    of['DescribeTargetGroupAttributes.backends'] =
      preserve === undefined ? [] : [{ Key: 'preserve_client_ip.enabled', Value: preserve }];
    of['DescribeSecurityGroups']?.push(
      securityGroup('sg-front', 'vpc-a', [allow('tcp', 443, network('10.0.0.0/8'))], [EVERYTHING]),
    );
    egress(of, 'sg-b', EVERYTHING);
    ingress(of, 'sg-xyz', ...rules);
  });
}

const FROM_BALANCER = allow('tcp', 8080, network('10.0.1.0/24'));
const FROM_CLIENT = allow('tcp', 8080, network('10.1.0.0/16'));

test('there are two legs: to the balancer, and from it to the target’s port', async () => {
  const finding = await ask(behind({ preserve: 'false' }, FROM_BALANCER), FRONT);
  expect(finding.status).toBe('pass');
  expect(evidence(finding)).toMatch(/leg 1, forward[\s\S]*leg 2, forward/);
  expect(said(finding)).toContain('tcp/8080');
});

test('a network balancer without groups admits everyone', async () => {
  expect(said(await ask(behind({ preserve: 'false' }, FROM_BALANCER), FRONT))).toContain(
    'balancer front in subnet-app is filtered by no security group',
  );
});

test('and cannot be named by the target: its addresses can', async () => {
  const finding = await ask(behind({ preserve: 'false' }, allow('tcp', 8080, group('sg-front'))), FRONT);
  expect(codes(finding)).toEqual(['firewall.ingress-missing']);
  expect(finding.checks.flatMap(({ fix }) => fix?.command ?? [])[0]).toContain('--cidr 10.0.1.0/24');
});

test.each<[string, Shape, boolean]>([
  ['instances see the client by default', { target: 'instance' }, true],
  ['addresses over TCP do not', { target: 'ip' }, false],
  ['addresses over TLS do not', { target: 'ip', protocol: 'TLS' }, false],
  ['addresses over UDP do', { target: 'ip', protocol: 'UDP' }, true],
  ['the attribute decides for instances', { target: 'instance', preserve: 'false' }, false],
  ['and for addresses', { target: 'ip', preserve: 'true' }, true],
  [
    'an application balancer never keeps the address',
    { type: 'application', groups: ['sg-front'], protocol: 'HTTP' },
    false,
  ],
])('%s', async (_, shape, sees) => {
  const trustingBalancer = await ask(behind(shape, FROM_BALANCER), FRONT);
  expect(codes(trustingBalancer)).toEqual(sees ? ['firewall.lb-client-ip'] : []);
  expect(natives(trustingBalancer)).toEqual(sees ? ['ELBV2_SOURCE_ADDRESS_PRESERVATION'] : []);
  const trustingClient = await ask(behind(shape, FROM_CLIENT), FRONT);
  expect(codes(trustingClient)).toEqual(sees ? [] : ['firewall.ingress-missing']);
});

test('where the balancer has a group, naming it works though the client’s address is kept', async () => {
  const rule = allow('tcp', 8080, group('sg-front'));
  expect((await ask(behind({ groups: ['sg-front'], preserve: 'true' }, rule), FRONT)).status).toBe('pass');
});

test('a balancer talks to its targets from 1024-65535, whatever the client does', async () => {
  const of = behind({ preserve: 'false' }, FROM_BALANCER);
  object(of, 'DescribeNetworkAcls', 'acl-db')['Entries'] = [
    {
      RuleNumber: 50,
      Egress: true,
      Protocol: '6',
      RuleAction: 'deny',
      CidrBlock: '10.0.1.0/24',
      PortRange: { From: 1024, To: 20_000 },
    },
    { RuleNumber: 100, Egress: true, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
    { RuleNumber: 100, Egress: false, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
  ];
  expect(codes(await ask(of, { ...FRONT, client_ports: '50000-60000' }))).toEqual(['firewall.nacl-return']);
});

test('no listener for the port, and no target, are named as Reachability Analyzer names them', async () => {
  const of = behind({ preserve: 'false' }, FROM_BALANCER);
  expect(natives(await ask(of, { ...FRONT, port: 444 }))).toEqual(['ELBV2_LISTENERS_MISMATCH']);
  of['DescribeTargetHealth.backends'] = [];
  expect(natives(await ask(of, FRONT))).toEqual(['ELBV2_NO_TARGETS_IN_AZ']);
});

test('what is behind a balancer is not asked where none is', async () => {
  expect(notes(await ask(account(), { ...FRONT, destination: 'eni-db' }))).not.toContain('balancer');
});
