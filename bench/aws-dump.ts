import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type Row, ms } from './row.ts';

const SIZE = { interfaces: 50_000, groups: 5_000, rules: 100_000 };
const goal = { first: 2_500, memory: 900, further: 1 };

/** A question over a dump of a large account: the first answer with load, its memory, and further ones. */
export async function awsDump(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwalk-bench-aws-'));
  try {
    await writeDump(folder);
    const { first, further, megabytes } = await ask(folder);
    const what = `AWS dump of ${SIZE.interfaces / 1000}k interfaces, ${SIZE.rules / 1000}k rules`;
    return [
      {
        what: `${what}: first answer`,
        goal: `<= ${goal.first} ms`,
        measured: ms(first),
        met: first <= goal.first,
      },
      {
        what: `${what}: further answers`,
        goal: `<= ${goal.further} ms`,
        measured: ms(further),
        met: further <= goal.further,
      },
      {
        what: `${what}: memory`,
        goal: `< ${goal.memory} MB`,
        measured: `${megabytes} MB`,
        met: megabytes < goal.memory,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask(folder: string): Promise<{ first: number; further: number; megabytes: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'ends/aws-questions.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(said);
}

const address = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

async function writeDump(folder: string): Promise<void> {
  const put = (name: string, body: object): Promise<void> =>
    writeFile(join(folder, `${name}.json`), JSON.stringify(body, null, 4));
  const perGroup = SIZE.rules / SIZE.groups / 2;
  const permission = (n: number, peer: number) => ({
    IpProtocol: 'tcp',
    FromPort: 1000 + n,
    ToPort: 1000 + n,
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [{ GroupId: `sg-${peer % SIZE.groups}`, UserId: '111122223333' }],
  });
  await put('DescribeSecurityGroups', {
    SecurityGroups: Array.from({ length: SIZE.groups }, (_, id) => ({
      GroupId: `sg-${id}`,
      GroupName: `group ${id}`,
      OwnerId: '111122223333',
      VpcId: 'vpc-1',
      IpPermissions: Array.from({ length: perGroup }, (_unused, n) => permission(n, id + n)),
      IpPermissionsEgress: Array.from({ length: perGroup }, (_unused, n) => permission(n, id + n)),
      Tags: [{ Key: 'Name', Value: `group ${id}` }],
    })),
  });
  await put('DescribeSecurityGroupRules', {
    SecurityGroupRules: Array.from({ length: SIZE.rules }, (_, n) => ({
      SecurityGroupRuleId: `sgr-${n}`,
      GroupId: `sg-${Math.floor(n / (perGroup * 2))}`,
      GroupOwnerId: '111122223333',
      IsEgress: n % 2 === 0,
      IpProtocol: 'tcp',
      FromPort: 1000 + (n % perGroup),
      ToPort: 1000 + (n % perGroup),
      ReferencedGroupInfo: { GroupId: `sg-${n % SIZE.groups}`, UserId: '111122223333' },
      Tags: [],
    })),
  });
  await put('DescribeNetworkInterfaces', {
    NetworkInterfaces: Array.from({ length: SIZE.interfaces }, (_, n) => networkInterface(n)),
  });
  const subnets = Array.from({ length: 200 }, (_, n) => ({
    SubnetId: `subnet-${n}`,
    VpcId: 'vpc-1',
    AvailabilityZone: 'eu-west-1a',
    CidrBlock: `10.${n}.0.0/16`,
  }));
  await put('DescribeSubnets', { Subnets: subnets });
  await put('DescribeVpcs', { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/8' }] });
  await put('DescribeNetworkAcls', {
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        Associations: subnets.map(({ SubnetId }) => ({ SubnetId })),
        Entries: [true, false].map((Egress) => ({
          RuleNumber: 100,
          Egress,
          Protocol: '-1',
          RuleAction: 'allow',
          CidrBlock: '0.0.0.0/0',
        })),
      },
    ],
  });
  await put('DescribeRouteTables', {
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'local', State: 'active' }],
      },
    ],
  });
}

/** An interface with as much about it as DescribeNetworkInterfaces prints. */
const networkInterface = (n: number) => ({
  Attachment: {
    AttachTime: '2026-01-01T00:00:00+00:00',
    AttachmentId: `eni-attach-${n}`,
    DeleteOnTermination: true,
    DeviceIndex: 0,
    NetworkCardIndex: 0,
    InstanceId: `i-${n}`,
    InstanceOwnerId: '111122223333',
    Status: 'attached',
  },
  AvailabilityZone: 'eu-west-1a',
  Description: 'an interface of the bench',
  Groups: [{ GroupName: `group ${n % SIZE.groups}`, GroupId: `sg-${n % SIZE.groups}` }],
  InterfaceType: 'interface',
  Ipv6Addresses: [],
  MacAddress: '02:00:00:00:00:00',
  NetworkInterfaceId: `eni-${n}`,
  OwnerId: '111122223333',
  PrivateDnsName: `ip-${address(n).replaceAll('.', '-')}.eu-west-1.compute.internal`,
  PrivateIpAddress: address(n),
  PrivateIpAddresses: Array.from({ length: 4 }, (_, k) => ({
    Primary: k === 0,
    PrivateDnsName: `ip-${address(n + k * 65_536).replaceAll('.', '-')}.eu-west-1.compute.internal`,
    PrivateIpAddress: k === 0 ? address(n) : address(n + k * 65_536),
  })),
  RequesterManaged: false,
  SourceDestCheck: true,
  Status: 'in-use',
  SubnetId: `subnet-${n >> 16}`,
  TagSet: [{ Key: 'Name', Value: `interface ${n}` }],
  VpcId: 'vpc-1',
});
