import { afterEach, expect, test, vi } from 'vitest';
import { askOver } from './ask.ts';
import { changed, EVERYTHING, over, routesOf } from './facts/account.ts';
import { overWire } from './over-wire.ts';
import { type Account, eni, securityGroup } from './scene.ts';

afterEach(() => vi.unstubAllEnvs());

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const LB = `${ARN}:loadbalancer/net/front/0123456789abcdef`;

/** Over a transit gateway to a balancer in two zones, before target groups with three instances each; routes by network or by prefix list. */
const crowded = (names: readonly string[], lists: boolean): Account =>
  changed((of) => {
    over(of, { TransitGatewayId: 'tgw-1' });
    for (const [table, list, cidr] of [
      ['rtb-main', 'pl-b', '10.1.0.0/16'],
      ['rtb-b', 'pl-a', '10.0.0.0/16'],
    ] as const) {
      for (const route of routesOf(of, table)) {
        if (route['TransitGatewayId'] === undefined || !lists) continue;
        delete route['DestinationCidrBlock'];
        route['DestinationPrefixListId'] = list;
      }
      of[`GetManagedPrefixListEntries.${list}`] = [{ Cidr: cidr }];
    }
    of['DescribeSecurityGroups']?.push(
      securityGroup('sg-front', 'vpc-a', [EVERYTHING], [EVERYTHING]),
      securityGroup('sg-target', 'vpc-a', [EVERYTHING], [EVERYTHING]),
    );
    of['DescribeLoadBalancers'] = [
      {
        LoadBalancerArn: LB,
        LoadBalancerName: 'front',
        Type: 'network',
        Scheme: 'internal',
        VpcId: 'vpc-a',
        AvailabilityZones: [{ SubnetId: 'subnet-app' }, { SubnetId: 'subnet-db' }],
        SecurityGroups: ['sg-front'],
      },
    ];
    const groups = names.map((name) => `${ARN}:targetgroup/${name}/0123456789abcdef`);
    const forward = { TargetGroups: groups.map((TargetGroupArn) => ({ TargetGroupArn, Weight: 1 })) };
    of['DescribeListeners'] = [
      {
        ListenerArn: `${ARN}:listener/net/front/0123456789abcdef/1`,
        LoadBalancerArn: LB,
        Port: 443,
        DefaultActions: [{ Type: 'forward', ForwardConfig: forward }],
      },
    ];
    of['DescribeTargetGroups'] = names.map((TargetGroupName, n) => ({
      TargetGroupArn: groups[n],
      TargetGroupName,
      Protocol: 'TCP',
      Port: 8080,
      VpcId: 'vpc-a',
      TargetType: 'instance',
    }));
    for (const [n, name] of names.entries()) {
      of[`DescribeTargetGroupAttributes.${name}`] = [{ Key: 'preserve_client_ip.enabled', Value: 'true' }];
      of[`DescribeTargetHealth.${name}`] = [0, 1, 2].map((k) => ({
        Target: { Id: `i-t${n}${k}`, Port: 8080 },
        TargetHealth: { State: 'healthy' },
      }));
      for (const k of [0, 1, 2])
        of['DescribeNetworkInterfaces']?.push(
          eni(`eni-t${n}${k}`, k === 0 ? 'subnet-pub' : 'subnet-db', 'vpc-a', `10.0.2.${100 + n * 10 + k}`, [
            'sg-target',
          ]),
        );
    }
  });

const calls = (names: readonly string[], lists: boolean): Promise<number> =>
  overWire(crowded(names, lists), async (aws, { asked }) => {
    const finding = await askOver(aws, { source: 'eni-b', destination: 'lb/front', port: 443 });
    expect(finding.checks.filter(({ status }) => status === 'unknown')).toEqual([]);
    return asked.length;
  });

test('a question about a balancer behind a transit gateway, and each of its targets, takes 20 calls at most', async () => {
  const few = await calls(['one'], false);
  expect(few).toBeLessThanOrEqual(20);
  // What cannot be asked together: the entries of each prefix list, the health and the attributes of each target group.
  expect(await calls(['one'], true)).toBe(few + 2);
  expect(await calls(['one', 'two'], false)).toBe(few + 2);
});
