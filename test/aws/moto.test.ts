import { CreateDBProxyCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { liveAws } from '../../src/world/aws/live-aws.ts';
import { askOver } from './ask.ts';
import { Builder } from './moto-vpc.ts';
import { environment, needsMoto, runPrinted, withMoto } from './moto.ts';

afterEach(() => vi.unstubAllEnvs());

const failing = ({ checks }: Finding): string[] => checks.flatMap(({ code }) => code ?? []);
const commands = ({ checks }: Finding): string[] => checks.flatMap(({ fix }) => fix?.command ?? []);
const undos = ({ checks }: Finding): string[] => checks.flatMap(({ fix }) => fix?.undo ?? []);

/** Builds, asks, runs what is printed with the AWS CLI, asks again, undoes it, asks a third time; the first answer. */
const story = (
  refused: readonly string[],
  build: (made: Builder, endpoint: string) => Promise<object>,
): Promise<Finding> =>
  withMoto(async (endpoint) => {
    for (const [name, value] of Object.entries(environment(endpoint))) vi.stubEnv(name, value);
    const made = new Builder(endpoint);
    try {
      const question = await build(made, endpoint);
      const ask = () => askOver(liveAws(), question);
      const before = await ask();
      expect(failing(before)).toEqual(refused);
      expect(commands(before).length).toBe(refused.length);
      for (const command of commands(before)) await runPrinted(command, endpoint);
      const mended = await ask();
      expect([mended.status, failing(mended)]).toEqual(['pass', []]);
      for (const undo of undos(before)) await runPrinted(undo, endpoint);
      expect(failing(await ask())).toEqual(refused);
      return before;
    } finally {
      made.client.destroy();
    }
  });

/** An interface in each of two subnets of a VPC, each with an ACL and a group of its own; the groups have no rules. */
async function twoSubnets(made: Builder) {
  const vpc = await made.vpc('10.0.0.0/16');
  const [appSubnet, dbSubnet] = [
    await made.subnet(vpc, '10.0.1.0/24'),
    await made.subnet(vpc, '10.0.2.0/24'),
  ];
  const [appAcl, dbAcl] = [await made.acl(vpc, appSubnet), await made.acl(vpc, dbSubnet)];
  const [appGroup, dbGroup] = [await made.group(vpc, 'app'), await made.group(vpc, 'db')];
  const app = await made.networkInterface(appSubnet, appGroup, '10.0.1.10');
  const db = await made.networkInterface(dbSubnet, dbGroup, '10.0.2.20');
  return { vpc, appSubnet, dbSubnet, appAcl, dbAcl, appGroup, dbGroup, app, db };
}

const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

/** As twoSubnets, and the groups let 443 through. */
async function allowed(made: Builder) {
  const all = await twoSubnets(made);
  await made.allow('out', all.appGroup, { ...HTTPS, UserIdGroupPairs: [{ GroupId: all.dbGroup }] });
  await made.allow('in', all.dbGroup, { ...HTTPS, UserIdGroupPairs: [{ GroupId: all.appGroup }] });
  return all;
}

describe('what is printed, run with the AWS CLI against moto, lets the flow through, and its undo takes it back', () => {
  test('security groups: out of the one, into the other', needsMoto, async () => {
    let groups: Awaited<ReturnType<typeof twoSubnets>> | undefined;
    const before = await story(['firewall.egress-missing', 'firewall.ingress-missing'], async (made) => {
      groups = await twoSubnets(made);
      return { source: groups.app, destination: groups.db, port: 443 };
    });
    const { appGroup, dbGroup } = groups ?? {};
    expect(commands(before)).toEqual([
      `aws ec2 authorize-security-group-egress --group-id ${appGroup} --protocol tcp --port 443 --source-group ${dbGroup}`,
      `aws ec2 authorize-security-group-ingress --group-id ${dbGroup} --protocol tcp --port 443 --source-group ${appGroup}`,
    ]);
    const calls = Number(/^([0-9]+) calls/m.exec(before.notes.join('\n'))?.[1]);
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(20);
  });

  test('ICMP, whose ports are a type and a code', needsMoto, async () => {
    const before = await story(['firewall.egress-missing', 'firewall.ingress-missing'], async (made) => {
      const { app, db } = await twoSubnets(made);
      return { source: app, destination: db, port: 0, protocol: 'icmp' };
    });
    expect(commands(before)[0]).toContain('"FromPort":8,"ToPort":-1');
  });

  test('a network, by its addresses', needsMoto, async () => {
    const before = await story(['firewall.ingress-missing'], async (made) => {
      const { db } = await twoSubnets(made);
      return { source: '10.0.3.0/24', destination: db, port: 443 };
    });
    expect(commands(before)[0]).toContain('--cidr 10.0.3.0/24');
  });

  test('network ACLs: in, and the replies out', needsMoto, async () => {
    const before = await story(['firewall.nacl-in', 'firewall.nacl-return'], async (made) => {
      const { app, db, dbAcl } = await allowed(made);
      await made.entry(dbAcl, 50, { Protocol: '6', RuleAction: 'deny', PortRange: { From: 443, To: 443 } });
      await made.entry(dbAcl, 60, { Egress: true, RuleAction: 'deny' });
      return { source: app, destination: db, port: 443 };
    });
    const numbers = commands(before).map((command) => Number(/--rule-number ([0-9]+)/.exec(command)?.[1]));
    expect(numbers[0]).toBeLessThan(50);
    expect(numbers[1]).toBeLessThan(60);
  });

  test('a route back over a peering', needsMoto, async () => {
    const before = await story(['firewall.no-route'], async (made) => {
      const { vpc, appSubnet, appGroup, app } = await twoSubnets(made);
      const there = await made.vpc('10.1.0.0/16');
      const far = await made.subnet(there, '10.1.1.0/24');
      await made.acl(there, far);
      const group = await made.group(there, 'far');
      await made.allow('out', appGroup, { ...HTTPS, IpRanges: [{ CidrIp: '10.1.0.0/16' }] });
      await made.allow('in', group, { ...HTTPS, IpRanges: [{ CidrIp: '10.0.0.0/16' }] });
      const peering = { VpcPeeringConnectionId: await made.peering(vpc, there) };
      await made.route(await made.routeTable(vpc, appSubnet), '10.1.0.0/16', peering);
      const destination = await made.networkInterface(far, group, '10.1.1.10');
      return { source: app, destination, port: 443 };
    });
    expect(commands(before)[0]).toMatch(
      /^aws ec2 create-route --route-table-id rtb-\w+ --destination-cidr-block 10\.0\.0\.0\/16 --vpc-peering-connection-id pcx-\w+$/,
    );
  });

  test('pods that cannot reach the RDS proxy on 5432', needsMoto, async () => {
    let proxied: Awaited<ReturnType<typeof twoSubnets>> | undefined;
    const before = await story(['firewall.egress-missing'], async (made, endpoint) => {
      proxied = await twoSubnets(made);
      const { app, appGroup, dbGroup, dbSubnet } = proxied;
      const postgres = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 };
      await made.allow('in', dbGroup, { ...postgres, UserIdGroupPairs: [{ GroupId: appGroup }] });
      const rds = new RDSClient({ endpoint, region: 'eu-west-1' });
      const proxy = new CreateDBProxyCommand({
        DBProxyName: 'orders',
        EngineFamily: 'POSTGRESQL',
        Auth: [{ AuthScheme: 'SECRETS', IAMAuth: 'DISABLED' }],
        RoleArn: 'arn:aws:iam::123456789012:role/proxy',
        VpcSubnetIds: [dbSubnet],
        VpcSecurityGroupIds: [dbGroup],
      });
      await rds.send(proxy);
      rds.destroy();
      return { source: app, destination: 'db-proxy/orders', port: 5432 };
    });
    expect(before.checks.find(({ code }) => code !== null)?.summary).toBe(
      `Egress security group ${proxied?.appGroup} is missing a rule allowing tcp/5432 to ${proxied?.dbGroup}`,
    );
  });
});
