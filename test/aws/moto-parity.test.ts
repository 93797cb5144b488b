import * as ec2 from '@aws-sdk/client-ec2';
import { afterEach, expect, test, vi } from 'vitest';
import type { AwsCall } from '../../src/core/aws/call.ts';
import { ec2Calls } from '../../src/core/aws/ec2-calls.ts';
import { valuesAt } from '../../src/core/aws/values-at.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import { liveAws } from '../../src/world/aws/live-aws.ts';
import { askOver } from './ask.ts';
import { Builder } from './moto-vpc.ts';
import { environment, needsMoto, withMoto } from './moto.ts';
import { overWire } from './over-wire.ts';
import type { Account, Json } from './scene.ts';

afterEach(() => vi.unstubAllEnvs());

/** Calls and filters that this version of moto does not know, or takes no notice of. */
const NOT_OF_MOTO = new Set([
  'DescribeVpcBlockPublicAccessOptions',
  'DescribeVpcBlockPublicAccessExclusions',
  'DescribeNetworkInterfaces addresses.association.public-ip',
  'DescribeNetworkInterfaces ipv6-addresses.ipv6-address',
  'DescribeTransitGatewayAttachments transit-gateway-attachment-id',
]);

/** Two VPCs, joined by a peering and by a transit gateway, with a NAT gateway and rules by group and by prefix list. */
async function build(made: Builder): Promise<{ list: string; table: string }> {
  const [here, there] = [await made.vpc('10.0.0.0/16'), await made.vpc('10.1.0.0/16')];
  const pub = await made.subnet(here, '10.0.0.0/24');
  const app = await made.subnet(here, '10.0.1.0/24');
  const db = await made.subnet(here, '10.0.2.0/24', 'eu-west-1b');
  const far = await made.subnet(there, '10.1.1.0/24');
  // Of a filter for what is a list, moto wants all that is in the list: one subnet an ACL.
  for (const subnet of [pub, app, db]) await made.acl(here, subnet);
  await made.acl(there, far);
  const [appGroup, dbGroup] = [await made.group(here, 'app'), await made.group(here, 'db')];
  const farGroup = await made.group(there, 'far');
  const list = await made.prefixList('10.0.2.0/24', '10.9.0.0/16');
  const postgres = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 };
  await made.allow('out', appGroup, { ...postgres, PrefixListIds: [{ PrefixListId: list }] });
  await made.allow('in', dbGroup, { ...postgres, UserIdGroupPairs: [{ GroupId: appGroup }] });
  await made.allow('in', farGroup, { ...postgres, IpRanges: [{ CidrIp: '10.0.0.0/8' }] });
  await made.networkInterface(app, appGroup, '10.0.1.10');
  await made.networkInterface(db, dbGroup, '10.0.2.20');
  await made.networkInterface(far, farGroup, '10.1.1.10');
  const table = await made.routeTable(here, app);
  await made.route(table, '10.1.0.0/16', { VpcPeeringConnectionId: await made.peering(here, there) });
  await made.route(table, '0.0.0.0/0', { NatGatewayId: await made.natGateway(pub) });
  await made.route(await made.routeTable(here, pub), '0.0.0.0/0', {
    GatewayId: await made.internetGateway(here),
  });
  const gateway = await made.transitGateway();
  await made.attach(gateway, here, app, db);
  await made.attach(gateway, there, far);
  const tables = await made.client.send(new ec2.DescribeTransitGatewayRouteTablesCommand({}));
  return { list, table: tables.TransitGatewayRouteTables?.[0]?.TransitGatewayRouteTableId ?? '' };
}

/** Everything that the server has, as the AWS CLI prints it. */
async function dumpOf(made: Builder, { list, table }: { list: string; table: string }): Promise<Account> {
  const of: Account = {
    DescribeVpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'off' }],
    DescribeVpcBlockPublicAccessExclusions: [],
  };
  const models: Readonly<Record<string, unknown>> = { ...ec2 };
  for (const call of Object.values<AwsCall>(ec2Calls)) {
    if (NOT_OF_MOTO.has(call.action)) continue;
    const Command = models[`${call.action}Command`] as new (input: object) => never;
    const scope = { PrefixListId: list, TransitGatewayRouteTableId: table };
    const [parameter = ''] = Object.entries(call.by).flatMap(([name, { how }]) =>
      how === 'one' ? [name] : [],
    );
    const id = scope[parameter as keyof typeof scope];
    const input = { ...call.fixed, ...(id !== undefined && { [parameter]: id }) };
    const answer = { ...((await made.client.send(new Command(input))) as object) } as Json;
    of[id === undefined ? call.action : `${call.action}.${id}`] = plain(answer[call.key]);
  }
  return of;
}

const plain = (value: unknown): Json[] => JSON.parse(JSON.stringify(value ?? []));

/** A well-formed id of nothing. */
const NOBODY = 'sg-0123456789abcdef0';

/** Every question that these objects have an answer to, and one that has none. */
function questions(of: Account): { call: AwsCall; by: string; values: string[] }[] {
  return Object.values<AwsCall>(ec2Calls).flatMap((call) =>
    Object.entries(call.by).flatMap(([by, { path }]) => {
      if (NOT_OF_MOTO.has(call.action) || NOT_OF_MOTO.has(`${call.action} ${by}`)) return [];
      const scoped = Object.keys(of).flatMap((name) =>
        name.startsWith(`${call.action}.`) ? [name.slice(call.action.length + 1)] : [],
      );
      const held =
        path === undefined ? scoped : (of[call.action] ?? []).flatMap((one) => valuesAt(one, path));
      const each = [...new Set(held)].map((value) => ({ call, by, values: [value] }));
      return path === undefined ? each : [...each, { call, by, values: [...new Set(held), NOBODY] }];
    }),
  );
}

const signal = AbortSignal.timeout(170_000);
/** The answers, without the order, which no server promises. */
async function answers(aws: Aws, asked: ReturnType<typeof questions>): Promise<string[]> {
  const read: string[] = [];
  for (const question of asked) {
    const reading = await aws.read(question, signal);
    const objects = 'objects' in reading ? reading.objects.map((one) => JSON.stringify(one)).toSorted() : [];
    read.push(
      `${question.call.action} ${question.by}=${question.values.join()}: ${reading.status} ${objects.join()}`,
    );
  }
  return read;
}

const ASKED = [
  { source: '10.0.1.10', destination: '10.0.2.20', port: 5432 },
  { source: '10.0.1.10', destination: '10.0.2.20', port: 5433 },
  { source: '10.0.1.10', destination: '10.1.1.10', port: 5432 },
  { source: '10.1.1.10', destination: '10.0.2.20', port: 5432 },
  { source: '10.0.1.10', destination: '172.20.0.9', port: 5432 },
];

test(
  'the server of these tests and moto answer the same questions alike, and so is judged the same',
  needsMoto,
  async () => {
    await withMoto(async (endpoint) => {
      for (const [name, value] of Object.entries(environment(endpoint))) vi.stubEnv(name, value);
      const made = new Builder(endpoint);
      const of = await dumpOf(made, await build(made));
      const asked = questions(of);
      expect(asked.length).toBeGreaterThan(70);
      const [moto, found] = [
        await answers(liveAws(), asked),
        await Promise.all(ASKED.map((one) => askOver(liveAws(), one))),
      ];
      await overWire(of, async (aws) => {
        expect(await answers(aws, asked)).toEqual(moto);
        for (const [n, one] of ASKED.entries()) {
          const { checks, notes, status } = await askOver(aws, one);
          expect([status, checks, notes]).toEqual([found[n]?.status, found[n]?.checks, found[n]?.notes]);
        }
      });
      made.client.destroy();
    });
  },
);
