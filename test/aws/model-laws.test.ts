import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCidr, parseCidr } from '../../src/core/address/cidr.ts';
import { cut } from '../../src/tools/sg-chain/model/range.ts';
import { askOver } from './ask.ts';
import { memory } from './memory.ts';
import { aclAllows, groupsAllow, type NaiveEntry, type NaiveRoute, type NaiveRule, routed } from './naive.ts';
import { account, type Account, allow, group, type Json, network, object, table } from './scene.ts';

const [APP, DB, PORT] = ['10.0.1.10', '10.0.2.20', 443] as const;
/** The span is small, so that each of its ports can be tried. */
const CLIENT = { from: 32_760, to: 32_790 };

const cidr = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.1.0/24',
  '10.0.1.10/32',
  '10.0.1.8/29',
  '10.0.2.0/24',
  '10.0.2.20/32',
  '10.0.2.16/28',
  '10.9.0.0/16',
);
const span = (low: number, high: number) =>
  fc
    .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const rule: fc.Arbitrary<NaiveRule> = fc
  .tuple(
    fc.constantFrom('-1', 'tcp', 'tcp', 'udp'),
    span(440, 446),
    fc.oneof(
      cidr.map((one) => ({ cidr: one })),
      fc.constantFrom('sg-abc', 'sg-xyz', 'sg-other').map((one) => ({ group: one })),
    ),
  )
  .map(([protocol, ports, peer]) => ({ protocol, ...ports, ...peer }));
const entries: fc.Arbitrary<NaiveEntry[]> = fc.uniqueArray(
  fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('-1', '6', '6', '17'),
      fc.oneof(span(440, 446), span(32_755, 32_795), fc.constant({ from: 0, to: 65_535 })),
      cidr,
      fc.boolean(),
    )
    .map(([number, protocol, ports, network_, allow_]) => ({
      number,
      protocol,
      ...ports,
      cidr: network_,
      allow: allow_,
    })),
  { selector: ({ number }) => number, maxLength: 5 },
);
const routes: fc.Arbitrary<NaiveRoute[]> = fc
  .uniqueArray(fc.record({ cidr, blackhole: fc.boolean() }), { selector: (one) => one.cidr, maxLength: 3 })
  .map((more) => [...more, { cidr: '10.0.0.0/16', blackhole: false }]);

const scene = fc.record({
  egress: fc.array(rule, { maxLength: 4 }),
  ingress: fc.array(rule, { maxLength: 4 }),
  appOut: entries,
  appIn: entries,
  dbOut: entries,
  dbIn: entries,
  there: routes,
  back: routes,
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

const permission = ({ protocol, from, to, cidr: network_, group: id }: NaiveRule): Json => ({
  ...allow(protocol, undefined, id === undefined ? network(network_ ?? '') : group(id)),
  ...(protocol !== '-1' && { FromPort: from, ToPort: to }),
});
const aclEntry =
  (egress: boolean) =>
  ({ number, protocol, from, to, cidr: CidrBlock, allow: allows }: NaiveEntry): Json => ({
    RuleNumber: number,
    Egress: egress,
    Protocol: protocol,
    RuleAction: allows ? 'allow' : 'deny',
    CidrBlock,
    ...(protocol !== '-1' && { PortRange: { From: from, To: to } }),
  });
const routeOf = ({ cidr: DestinationCidrBlock, blackhole }: NaiveRoute): Json => ({
  DestinationCidrBlock,
  GatewayId: 'local',
  State: blackhole ? 'blackhole' : 'active',
});

function accountOf(one: Scene): Account {
  const of = account();
  of['DescribeSecurityGroupRules'] = [];
  object(of, 'DescribeSecurityGroups', 'sg-abc')['IpPermissionsEgress'] = one.egress.map(permission);
  object(of, 'DescribeSecurityGroups', 'sg-xyz')['IpPermissions'] = one.ingress.map(permission);
  object(of, 'DescribeNetworkAcls', 'acl-app')['Entries'] = [
    ...one.appOut.map(aclEntry(true)),
    ...one.appIn.map(aclEntry(false)),
  ];
  object(of, 'DescribeNetworkAcls', 'acl-db')['Entries'] = [
    ...one.dbOut.map(aclEntry(true)),
    ...one.dbIn.map(aclEntry(false)),
  ];
  of['DescribeRouteTables'] = [
    table('rtb-app', 'vpc-a', ['subnet-app'], one.there.map(routeOf)),
    table('rtb-db', 'vpc-a', ['subnet-db'], one.back.map(routeOf)),
  ];
  return of;
}

/** The codes by the naive evaluator: what it finds wrong, and of replies whether all ports of the client pass. */
function naively(one: Scene): string[] {
  const ports = Array.from({ length: CLIENT.to - CLIENT.from + 1 }, (_, n) => CLIENT.from + n);
  const replies = (list: readonly NaiveEntry[], address: string) =>
    ports.filter((port) => aclAllows(list, port, address)).length;
  const wrong: (string | false)[] = [
    !groupsAllow(one.egress, PORT, DB, ['sg-xyz']) && 'firewall.egress-missing fail',
    !groupsAllow(one.ingress, PORT, APP, ['sg-abc']) && 'firewall.ingress-missing fail',
    !aclAllows(one.appOut, PORT, DB) && 'firewall.nacl-out fail',
    !aclAllows(one.dbIn, PORT, APP) && 'firewall.nacl-in fail',
    routed(one.there, DB) === 'blackhole' && 'firewall.blackhole fail',
    routed(one.back, APP) === 'blackhole' && routed(one.there, DB) === 'way' && 'firewall.blackhole fail',
    ...[replies(one.dbOut, APP), replies(one.appIn, DB)].map((passing) =>
      passing === ports.length ? false : (`firewall.nacl-return ${passing === 0 ? 'fail' : 'warn'}` as const),
    ),
  ];
  return wrong.filter((said) => said !== false).toSorted();
}

const QUESTION = {
  source: 'eni-app',
  destination: 'eni-db',
  port: PORT,
  client_ports: `${CLIENT.from}-${CLIENT.to}`,
};

test('the model and the naive evaluator find the same faults', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (one) => {
      const finding = await askOver(memory(accountOf(one)), QUESTION);
      const said = finding.checks.flatMap(({ code, status }) => (code === null ? [] : [`${code} ${status}`]));
      expect(said.toSorted()).toEqual(naively(one));
    }),
    { numRuns: 400 },
  );
});

test('a rule more in a group never denies what was allowed', async () => {
  await fc.assert(
    fc.asyncProperty(scene, rule, async (one, more) => {
      const codes = async (from: Scene) => {
        const { checks } = await askOver(memory(accountOf(from)), QUESTION);
        return checks.flatMap(({ code }) => code ?? []).filter((code) => /egress|ingress/.test(code));
      };
      const [before, after] = [
        await codes(one),
        await codes({ ...one, egress: [...one.egress, more], ingress: [...one.ingress, more] }),
      ];
      expect(before).toEqual(expect.arrayContaining(after));
    }),
    { numRuns: 60 },
  );
});

test('what is printed as simulated lets the flow through, and never opens everything', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (one) => {
      const { checks } = await askOver(memory(accountOf(one)), QUESTION);
      for (const { fix } of checks) expect(fix?.command ?? '').not.toMatch(/0\.0\.0\.0\/0|::\/0/);
      const unmendable = checks.some(
        ({ status, fix }) => (status === 'fail' || status === 'warn') && fix?.command === undefined,
      );
      const verified = checks.flatMap(({ fix }) => fix?.verified ?? []);
      expect(verified).toEqual(verified.map(() => (unmendable ? 'unverified' : 'simulated')));
    }),
    { numRuns: 100 },
  );
});

test('a range is cut into parts that lie inside or outside of every cut, and nothing is lost', () => {
  const networks = fc
    .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 32 }))
    .map(([value, prefix]) => {
      const host = BigInt(32 - prefix);
      return { family: 4 as const, value: (BigInt(value) >> host) << host, prefix };
    });
  fc.assert(
    fc.property(networks, fc.array(networks, { maxLength: 5 }), (range, cuts) => {
      const parts = cut(range, cuts);
      const size = (prefix: number): bigint => 1n << BigInt(32 - prefix);
      expect(parts.reduce((sum, { prefix }) => sum + size(prefix), 0n)).toBe(size(range.prefix));
      for (const part of parts) {
        expect(parseCidr(formatCidr(part))).toEqual(part);
        for (const one of cuts)
          expect(
            one.prefix > part.prefix && one.value >= part.value && one.value < part.value + size(part.prefix),
          ).toBe(false);
      }
    }),
  );
});
