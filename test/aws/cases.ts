import type { Names } from './ask.ts';
import { awsNode, podAt } from './cluster-of.ts';
import {
  type Account,
  account,
  ALL,
  allow,
  eni,
  group,
  type Json,
  listOf,
  network,
  object,
  securityGroup,
  table,
} from './scene.ts';

/** A question about an account in which something is wrong, or nearly. */
export interface Case {
  readonly name: string;
  readonly input: Json;
  /** What is changed in the account in which all is well. */
  readonly change: (of: Account) => void;
  /** The codes that the answer claims, in order. */
  readonly codes: readonly string[];
  /** Where it neither passes nor claims a code. */
  readonly status?: 'unknown';
  readonly nearMissOf?: readonly string[];
  readonly names?: Names;
  /** Objects of the cluster that the pods are of. */
  readonly cluster?: readonly object[];
}

const APP_TO_DB = { source: 'eni-app', destination: '10.0.2.20', port: 443 };
const APP_TO_B = { source: 'eni-app', destination: 'eni-b', port: 443 };
const EVERYTHING = allow('-1', undefined, network(ALL));

const groupOf = (of: Account, id: string): Json => object(of, 'DescribeSecurityGroups', id);
const entriesOf = (of: Account, id: string): Json[] =>
  listOf(object(of, 'DescribeNetworkAcls', id), 'Entries');
const routesOf = (of: Account, id: string): Json[] => listOf(object(of, 'DescribeRouteTables', id), 'Routes');
const ingress = (of: Account, id: string, rules: Json[]): void =>
  void (groupOf(of, id)['IpPermissions'] = rules);
const egress = (of: Account, id: string, rules: Json[]): void =>
  void (groupOf(of, id)['IpPermissionsEgress'] = rules);
const interfaceOf = (of: Account, id: string): Json => object(of, 'DescribeNetworkInterfaces', id);
/** A pod's address beside the primary one of a node, whose groups admit nothing out. */
const podOnNode = (of: Account): void => {
  egress(of, 'sg-abc', []);
  const node = interfaceOf(of, 'eni-app');
  node['Description'] = 'aws-K8S-i-0123456789abcdef0';
  listOf(node, 'PrivateIpAddresses').push({ PrivateIpAddress: '10.0.1.77', Primary: false });
};
/** A node with a second interface for pods, in groups of their own; the node's own group admits nothing out. */
const podsApart = (of: Account, more: Json = {}): void => {
  egress(of, 'sg-abc', []);
  interfaceOf(of, 'eni-app')['Description'] = 'aws-K8S-i-app';
  of['DescribeNetworkInterfaces']?.push(
    eni('eni-pods', 'subnet-app', 'vpc-a', '10.0.1.70', ['sg-pods'], {
      Description: 'aws-K8S-i-app',
      Attachment: { InstanceId: 'i-app', DeviceIndex: 1 },
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.1.70', Primary: true },
        { PrivateIpAddress: '10.0.1.77', Primary: false },
      ],
      ...more,
    }),
  );
  of['DescribeSecurityGroups']?.push(
    securityGroup('sg-pods', 'vpc-a', [], [allow('tcp', 443, network('10.0.0.0/8'))]),
  );
  ingress(of, 'sg-xyz', [allow('tcp', 443, network('10.0.1.0/24'))]);
};
/** A pod with an interface of its own, as the VPC resource controller makes it. */
const podWithBranch = (of: Account): void => {
  podsApart(of, {
    InterfaceType: 'branch',
    Description: 'aws-k8s-branch-eni',
    PrivateIpAddress: '10.0.1.77',
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.77', Primary: true }],
    Attachment: undefined,
  });
};
const POD_TO_B = { source: '10.0.1.77', destination: 'eni-b', port: 443 };
const POD = podAt('api', '10.0.1.77', '10.0.1.10');
const BRANCH_POD = podAt('api', '10.0.1.77', '10.0.1.10', {
  'vpc.amazonaws.com/pod-eni': '[{"eniId":"eni-pods","privateIp":"10.0.1.77","vlanId":1}]',
});
const deny = (of: Account, acl: string, number: number, out: boolean, more: Json): void =>
  void entriesOf(of, acl).push({
    RuleNumber: number,
    Egress: out,
    Protocol: '6',
    RuleAction: 'deny',
    CidrBlock: ALL,
    ...more,
  });
const port = (from: number, to = from): Json => ({ PortRange: { From: from, To: to } });

/** From the app's subnet to vpc-b over the transit gateway instead of the peering. */
function overTransitGateway(of: Account): void {
  const app = routesOf(of, 'rtb-main').find((one) => one['VpcPeeringConnectionId'] !== undefined) ?? {};
  delete app['VpcPeeringConnectionId'];
  app['TransitGatewayId'] = 'tgw-1';
  const back = routesOf(of, 'rtb-b').find((one) => one['VpcPeeringConnectionId'] !== undefined) ?? {};
  delete back['VpcPeeringConnectionId'];
  back['TransitGatewayId'] = 'tgw-1';
  egress(of, 'sg-abc', [allow('tcp', 443, network('10.1.0.0/16'))]);
}

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const LB = `${ARN}:loadbalancer/net/front/0123456789abcdef`;
const TARGETS = `${ARN}:targetgroup/backends/0123456789abcdef`;

/** A network balancer with groups in subnet-app, before eni-db on 8080. */
function balanced(of: Account, preserve: string, health: Json = { State: 'healthy' }): void {
  of['DescribeLoadBalancers'] = [
    {
      LoadBalancerArn: LB,
      LoadBalancerName: 'front',
      Type: 'network',
      Scheme: 'internal',
      VpcId: 'vpc-a',
      AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-app' }],
      SecurityGroups: ['sg-front'],
    },
  ];
  of['DescribeListeners'] = [
    {
      ListenerArn: `${ARN}:listener/net/front/0123456789abcdef/1`,
      LoadBalancerArn: LB,
      Port: 443,
      Protocol: 'TCP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: TARGETS }],
    },
  ];
  of['DescribeTargetGroups'] = [
    {
      TargetGroupArn: TARGETS,
      TargetGroupName: 'backends',
      Protocol: 'TCP',
      Port: 8080,
      VpcId: 'vpc-a',
      TargetType: 'instance',
      HealthCheckProtocol: 'TCP',
      HealthCheckPort: 'traffic-port',
      LoadBalancerArns: [LB],
    },
  ];
  of['DescribeTargetHealth.backends'] = [{ Target: { Id: 'i-db', Port: 8080 }, TargetHealth: health }];
  of['DescribeTargetGroupAttributes.backends'] = [{ Key: 'preserve_client_ip.enabled', Value: preserve }];
  of['DescribeSecurityGroups']?.push(
    securityGroup('sg-front', 'vpc-a', [allow('tcp', 443, network('10.0.0.0/8'))], [EVERYTHING]),
  );
  egress(of, 'sg-abc', [EVERYTHING]);
  ingress(of, 'sg-xyz', [allow('tcp', 8080, network('10.0.1.0/24'))]);
}
const APP_TO_BALANCER = { source: 'eni-b', destination: 'lb/front', port: 443 };
const B_TALKS = (of: Account): void => {
  egress(of, 'sg-b', [EVERYTHING]);
};

const endpoint = (of: Account, rules: Json[]): void => {
  of['DescribeNetworkInterfaces']?.push(
    eni('eni-ep', 'subnet-db', 'vpc-a', '10.0.2.99', ['sg-ep'], { InterfaceType: 'vpc_endpoint' }),
  );
  of['DescribeSecurityGroups']?.push(securityGroup('sg-ep', 'vpc-a', rules, []));
  egress(of, 'sg-abc', [EVERYTHING]);
};

export const cases: readonly Case[] = [
  {
    name: 'allowed',
    input: APP_TO_DB,
    change: () => {},
    codes: [],
    nearMissOf: ['firewall.ingress-missing'],
  },
  {
    name: 'egress-missing',
    input: APP_TO_DB,
    change: (of) => egress(of, 'sg-abc', []),
    codes: ['firewall.egress-missing'],
    nearMissOf: ['firewall.pod-groups'],
  },
  {
    name: 'egress-by-the-second-group',
    input: APP_TO_DB,
    change: (of) => {
      egress(of, 'sg-abc', []);
      ingress(of, 'sg-xyz', [allow('tcp', 443, group('sg-two'))]);
      of['DescribeSecurityGroups']?.push(securityGroup('sg-two', 'vpc-a', [], [EVERYTHING]));
      interfaceOf(of, 'eni-app')['Groups'] = [{ GroupId: 'sg-abc' }, { GroupId: 'sg-two' }];
    },
    codes: [],
    nearMissOf: ['firewall.egress-missing'],
  },
  {
    name: 'ingress-on-another-port',
    input: APP_TO_DB,
    change: (of) =>
      ingress(of, 'sg-xyz', [allow('tcp', 5432, group('sg-abc')), allow('tcp', 443, group('sg-old'))]),
    codes: ['firewall.ingress-missing'],
    nearMissOf: ['firewall.group-ref-lost', 'firewall.endpoint', 'firewall.node-low-ports'],
  },
  {
    name: 'group-over-two-regions',
    input: APP_TO_B,
    change: (of) => {
      egress(of, 'sg-abc', [allow('tcp', 443, group('sg-b'))]);
      const pcx = object(of, 'DescribeVpcPeeringConnections', 'pcx-1');
      pcx['AccepterVpcInfo'] = { ...(pcx['AccepterVpcInfo'] as Json), Region: 'us-east-1' };
    },
    codes: ['firewall.group-ref-lost'],
  },
  {
    name: 'group-over-one-region',
    input: APP_TO_B,
    change: (of) => egress(of, 'sg-abc', [allow('tcp', 443, group('sg-b'))]),
    codes: [],
    nearMissOf: ['firewall.group-ref-lost', 'firewall.transit'],
  },
  {
    name: 'nacl-out',
    input: APP_TO_DB,
    change: (of) => deny(of, 'acl-app', 90, true, port(443)),
    codes: ['firewall.nacl-out'],
  },
  {
    name: 'nacl-out-too-late',
    input: APP_TO_DB,
    change: (of) => deny(of, 'acl-app', 110, true, port(443)),
    codes: [],
    nearMissOf: ['firewall.nacl-out'],
  },
  {
    name: 'nacl-in',
    input: APP_TO_DB,
    change: (of) => deny(of, 'acl-db', 90, false, port(443)),
    codes: ['firewall.nacl-in'],
  },
  {
    name: 'nacl-in-for-others',
    input: APP_TO_DB,
    change: (of) => deny(of, 'acl-db', 90, false, { ...port(443), CidrBlock: '10.9.0.0/16' }),
    codes: [],
    nearMissOf: ['firewall.nacl-in'],
  },
  {
    name: 'nacl-return',
    input: APP_TO_DB,
    change: (of) => deny(of, 'acl-db', 90, true, port(1024, 65_535)),
    codes: ['firewall.nacl-return'],
  },
  {
    name: 'nacl-return-in-part',
    input: APP_TO_DB,
    change: (of) => deny(of, 'acl-app', 90, false, port(1024, 32_767)),
    codes: ['firewall.nacl-return'],
  },
  {
    name: 'nacl-return-on-other-ports',
    input: { ...APP_TO_DB, client_ports: '32768-60999' },
    change: (of) => deny(of, 'acl-app', 90, false, port(1024, 32_767)),
    codes: [],
    nearMissOf: ['firewall.nacl-return'],
  },
  {
    name: 'no-route-back',
    input: APP_TO_B,
    change: (of) => {
      egress(of, 'sg-abc', [EVERYTHING]);
      object(of, 'DescribeRouteTables', 'rtb-b')['Routes'] = routesOf(of, 'rtb-b').slice(0, 1);
    },
    codes: ['firewall.no-route'],
    nearMissOf: ['firewall.blackhole'],
  },
  {
    name: 'route-of-the-main-table',
    input: APP_TO_B,
    change: (of) => {
      egress(of, 'sg-abc', [EVERYTHING]);
      of['DescribeRouteTables']?.unshift(table('rtb-other', 'vpc-a', ['subnet-db'], []));
    },
    codes: [],
    nearMissOf: ['firewall.no-route'],
  },
  {
    name: 'blackhole',
    input: APP_TO_B,
    change: (of) => {
      egress(of, 'sg-abc', [EVERYTHING]);
      routesOf(of, 'rtb-main').push({
        DestinationCidrBlock: '10.1.1.0/24',
        TransitGatewayId: 'tgw-9',
        State: 'blackhole',
      });
    },
    codes: ['firewall.blackhole'],
    nearMissOf: ['firewall.no-route'],
  },
  {
    name: 'blackhole-of-a-shorter-prefix',
    input: APP_TO_B,
    change: (of) => {
      egress(of, 'sg-abc', [EVERYTHING]);
      routesOf(of, 'rtb-main').push({
        DestinationCidrBlock: '10.0.0.0/8',
        TransitGatewayId: 'tgw-9',
        State: 'blackhole',
      });
    },
    codes: [],
    nearMissOf: ['firewall.blackhole'],
  },
  {
    name: 'peering-not-accepted',
    input: APP_TO_B,
    change: (of) => {
      egress(of, 'sg-abc', [EVERYTHING]);
      object(of, 'DescribeVpcPeeringConnections', 'pcx-1')['Status'] = { Code: 'pending-acceptance' };
    },
    codes: ['firewall.transit', 'firewall.transit'],
  },
  {
    name: 'transit-gateway-zone',
    input: APP_TO_B,
    change: (of) => {
      overTransitGateway(of);
      object(of, 'DescribeTransitGatewayVpcAttachments', 'tgw-attach-a')['SubnetIds'] = ['subnet-db'];
    },
    codes: ['firewall.transit'],
  },
  {
    name: 'transit-gateway',
    input: APP_TO_B,
    change: overTransitGateway,
    codes: [],
    nearMissOf: ['firewall.transit'],
  },
  {
    name: 'no-public-address',
    input: { source: 'internet', destination: 'eni-app', port: 443 },
    change: (of) => ingress(of, 'sg-abc', [allow('tcp', 443, network(ALL))]),
    codes: ['firewall.public-access-blocked', 'firewall.public-access-blocked'],
  },
  {
    name: 'public-web-server',
    input: { source: 'internet', destination: 'eni-web', port: 443 },
    change: () => {},
    codes: [],
    nearMissOf: ['firewall.public-access-blocked'],
  },
  {
    name: 'node-low-ports',
    input: { source: 'eni-app', destination: 'eni-db', port: 80 },
    change: (of) => {
      egress(of, 'sg-abc', [EVERYTHING]);
      ingress(of, 'sg-xyz', [{ ...allow('tcp', 0, group('sg-abc')), FromPort: 1025, ToPort: 65_535 }]);
      interfaceOf(of, 'eni-db')['TagSet'] = [{ Key: 'cluster.k8s.amazonaws.com/name', Value: 'prod' }];
    },
    codes: ['firewall.node-low-ports'],
  },
  {
    name: 'pod-groups',
    input: APP_TO_DB,
    change: (of) => {
      egress(of, 'sg-abc', []);
      Object.assign(interfaceOf(of, 'eni-app'), {
        InterfaceType: 'branch',
        Description: 'aws-k8s-branch-eni',
      });
    },
    codes: ['firewall.pod-groups'],
    nearMissOf: ['firewall.egress-missing'],
  },
  {
    name: 'pod-sends-out-of-its-vpc',
    input: { source: '10.0.1.77', destination: 'eni-b', port: 443 },
    change: podOnNode,
    codes: [],
    status: 'unknown',
    nearMissOf: ['firewall.egress-missing'],
  },
  {
    name: 'pod-sends-by-its-node',
    input: POD_TO_B,
    change: podsApart,
    cluster: [POD, awsNode()],
    codes: ['firewall.snat'],
    nearMissOf: ['firewall.egress-missing'],
  },
  {
    name: 'pod-sends-by-itself',
    input: POD_TO_B,
    change: podsApart,
    cluster: [POD, awsNode({ AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' })],
    codes: [],
    nearMissOf: ['firewall.snat'],
  },
  {
    name: 'pod-sends-by-itself-there',
    input: POD_TO_B,
    change: podsApart,
    cluster: [POD, awsNode({ AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '192.168.0.0/16, 10.1.0.0/16' })],
    codes: [],
    nearMissOf: ['firewall.snat'],
  },
  {
    name: 'branch-pod-sends-by-its-node',
    input: POD_TO_B,
    change: podWithBranch,
    cluster: [BRANCH_POD, awsNode({ POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' })],
    codes: ['firewall.snat'],
  },
  {
    name: 'branch-pod-sends-by-itself',
    input: POD_TO_B,
    change: podWithBranch,
    cluster: [BRANCH_POD, awsNode()],
    codes: [],
    nearMissOf: ['firewall.snat'],
  },
  {
    name: 'pods-of-one-node',
    input: { source: '10.0.1.77', destination: '10.0.1.78', port: 8080 },
    change: (of) => {
      podOnNode(of);
      listOf(interfaceOf(of, 'eni-app'), 'PrivateIpAddresses').push({
        PrivateIpAddress: '10.0.1.78',
        Primary: false,
      });
    },
    codes: [],
    nearMissOf: ['firewall.egress-missing', 'firewall.ingress-missing'],
  },
  {
    name: 'pod-of-a-delegated-prefix',
    input: { source: '10.0.1.83', destination: 'eni-b', port: 443 },
    change: (of) => {
      podsApart(of, { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.80/28' }] });
    },
    cluster: [podAt('api', '10.0.1.83', '10.0.1.10'), awsNode()],
    codes: ['firewall.snat'],
  },
  {
    name: 'address-of-nobody-in-the-vpc',
    input: { source: '10.0.1.99', destination: '10.0.2.20', port: 443 },
    change: (of) => ingress(of, 'sg-xyz', [allow('tcp', 443, network('10.0.0.0/16'))]),
    codes: [],
    status: 'unknown',
  },
  {
    name: 'pod-sends-within-its-vpc',
    input: { source: '10.0.1.77', destination: '10.0.2.20', port: 443 },
    change: podOnNode,
    codes: ['firewall.egress-missing'],
  },
  {
    name: 'balancer-keeps-client-address',
    input: APP_TO_BALANCER,
    change: (of) => {
      balanced(of, 'true');
      B_TALKS(of);
    },
    codes: ['firewall.lb-client-ip'],
    nearMissOf: ['firewall.ingress-missing'],
  },
  {
    name: 'balancer-with-its-own-address',
    input: APP_TO_BALANCER,
    change: (of) => {
      balanced(of, 'false');
      B_TALKS(of);
    },
    codes: [],
    nearMissOf: ['firewall.lb-client-ip', 'lb.unhealthy-target', 'lb.no-listener'],
  },
  {
    name: 'unhealthy-target',
    input: APP_TO_BALANCER,
    change: (of) => {
      balanced(of, 'false', { State: 'unhealthy', Reason: 'Target.FailedHealthChecks' });
      B_TALKS(of);
    },
    codes: ['lb.unhealthy-target'],
  },
  {
    name: 'no-listener',
    input: { ...APP_TO_BALANCER, port: 80 },
    change: (of) => {
      balanced(of, 'false');
      ingress(of, 'sg-front', [EVERYTHING]);
      B_TALKS(of);
    },
    codes: ['lb.no-listener'],
  },
  {
    name: 'endpoint-group',
    input: { source: 'eni-app', destination: 'eni-ep', port: 443 },
    change: (of) => endpoint(of, []),
    codes: ['firewall.endpoint'],
  },
  {
    name: 'endpoint-open',
    input: { source: 'eni-app', destination: 'eni-ep', port: 443 },
    change: (of) => endpoint(of, [allow('tcp', 443, network('10.0.0.0/16'))]),
    codes: [],
    nearMissOf: ['firewall.endpoint'],
  },
];

/** The account of a case. */
export function accountOf({ change }: Case): Account {
  const of = account();
  change(of);
  return of;
}
