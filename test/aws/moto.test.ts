import {
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNetworkAclsCommand,
  EC2Client,
  ReplaceNetworkAclAssociationCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { liveAws } from '../../src/world/aws/live-aws.ts';
import { askOver } from './ask.ts';
import { environment, needsMoto, runPrinted, withMoto } from './moto.ts';

afterEach(() => vi.unstubAllEnvs());

interface Built {
  readonly client: EC2Client;
  readonly app: string;
  readonly db: string;
  readonly appGroup: string;
  readonly dbGroup: string;
  readonly dbSubnet: string;
  readonly vpc: string;
}

const must = (text: string | undefined): string => {
  if (text === undefined) throw new Error('moto gave no id');
  return text;
};

/** A VPC with an interface in each of two subnets; neither group allows anything to the other. */
async function build(endpoint: string): Promise<Built> {
  const client = new EC2Client({ endpoint, region: 'eu-west-1' });
  const vpc = must((await client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId);
  const subnet = async (CidrBlock: string): Promise<string> =>
    must((await client.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock }))).Subnet?.SubnetId);
  const group = async (GroupName: string): Promise<string> =>
    must(
      (await client.send(new CreateSecurityGroupCommand({ VpcId: vpc, GroupName, Description: GroupName })))
        .GroupId,
    );
  const networkInterface = async (SubnetId: string, groupId: string): Promise<string> =>
    must(
      (await client.send(new CreateNetworkInterfaceCommand({ SubnetId, Groups: [groupId] }))).NetworkInterface
        ?.NetworkInterfaceId,
    );
  const [appSubnet, dbSubnet] = [await subnet('10.0.1.0/24'), await subnet('10.0.2.0/24')];
  const [appGroup, dbGroup] = [await group('app'), await group('db')];
  await client.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: appGroup,
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  const [app, db] = [await networkInterface(appSubnet, appGroup), await networkInterface(dbSubnet, dbGroup)];
  return { client, app, db, appGroup, dbGroup, dbSubnet, vpc };
}

const failing = ({ checks }: Finding): string[] => checks.flatMap(({ code }) => code ?? []);
const commands = ({ checks }: Finding): string[] => checks.flatMap(({ fix }) => fix?.command ?? []);
const undos = ({ checks }: Finding): string[] => checks.flatMap(({ fix }) => fix?.undo ?? []);

test(
  'what is printed, run against moto, lets the flow through, and its undo takes it back',
  needsMoto,
  async () => {
    await withMoto(async (endpoint) => {
      for (const [name, value] of Object.entries(environment(endpoint))) vi.stubEnv(name, value);
      const { client, app, db, appGroup, dbGroup } = await build(endpoint);
      const ask = () => askOver(liveAws(), { source: app, destination: db, port: 443 });
      const before = await ask();
      expect(failing(before)).toEqual(['firewall.egress-missing', 'firewall.ingress-missing']);
      expect(commands(before)).toEqual([
        `aws ec2 authorize-security-group-egress --group-id ${appGroup} --protocol tcp --port 443 --source-group ${dbGroup}`,
        `aws ec2 authorize-security-group-ingress --group-id ${dbGroup} --protocol tcp --port 443 --source-group ${appGroup}`,
      ]);
      const calls = Number(/^([0-9]+) calls/.exec(before.notes.at(-1) ?? '')?.[1]);
      expect(calls).toBeGreaterThan(0);
      expect(calls).toBeLessThanOrEqual(20);
      for (const command of commands(before)) await runPrinted(command, endpoint);
      const mended = await ask();
      expect(mended.status).toBe('pass');
      for (const undo of undos(before)) await runPrinted(undo, endpoint);
      expect(failing(await ask())).toEqual(['firewall.egress-missing', 'firewall.ingress-missing']);
      client.destroy();
    });
  },
);

test('the entry for a network ACL is taken, and stands before the one that denies', needsMoto, async () => {
  await withMoto(async (endpoint) => {
    for (const [name, value] of Object.entries(environment(endpoint))) vi.stubEnv(name, value);
    const { client, app, db, appGroup, dbGroup, dbSubnet, vpc } = await build(endpoint);
    const ask = () => askOver(liveAws(), { source: app, destination: db, port: 443 });
    const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] }];
    await runPrinted(
      `aws ec2 authorize-security-group-egress --group-id ${appGroup} --protocol tcp --port 443 --cidr 10.0.2.0/24`,
      endpoint,
    );
    await client.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId: dbGroup, IpPermissions: everything }),
    );
    const acl = must(
      (await client.send(new CreateNetworkAclCommand({ VpcId: vpc }))).NetworkAcl?.NetworkAclId,
    );
    const { NetworkAcls: acls = [] } = await client.send(
      new DescribeNetworkAclsCommand({ Filters: [{ Name: 'association.subnet-id', Values: [dbSubnet] }] }),
    );
    const association = acls[0]?.Associations?.find(
      ({ SubnetId }) => SubnetId === dbSubnet,
    )?.NetworkAclAssociationId;
    await client.send(
      new ReplaceNetworkAclAssociationCommand({ AssociationId: association, NetworkAclId: acl }),
    );
    await client.send(
      new CreateNetworkAclEntryCommand({
        NetworkAclId: acl,
        RuleNumber: 100,
        Protocol: '-1',
        Egress: true,
        CidrBlock: '0.0.0.0/0',
        RuleAction: 'allow',
      }),
    );
    await client.send(
      new CreateNetworkAclEntryCommand({
        NetworkAclId: acl,
        RuleNumber: 50,
        Protocol: '6',
        Egress: false,
        CidrBlock: '0.0.0.0/0',
        RuleAction: 'deny',
        PortRange: { From: 443, To: 443 },
      }),
    );
    const before = await ask();
    expect(failing(before)).toEqual(['firewall.nacl-in']);
    for (const command of commands(before)) await runPrinted(command, endpoint);
    expect((await ask()).status).toBe('pass');
    client.destroy();
  });
});
