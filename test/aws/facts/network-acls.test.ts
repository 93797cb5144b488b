import { expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { account, type Account, type Json, object } from '../scene.ts';
import {
  APP_TO_DB,
  APP_TO_WEB,
  changed,
  codes,
  commands,
  egress,
  entriesOf,
  EVERYTHING,
  evidence,
  interfaceOf,
  natives,
  said,
} from './account.ts';

const entry = (number: number, out: boolean, action: 'allow' | 'deny', more: Json = {}): Json => ({
  RuleNumber: number,
  Egress: out,
  Protocol: '6',
  RuleAction: action,
  CidrBlock: '0.0.0.0/0',
  ...more,
});
const ports = (from: number, to = from): Json => ({ PortRange: { From: from, To: to } });
const add = (of: Account, acl: string, ...entries: Json[]): void => void entriesOf(of, acl).push(...entries);

test('entries are asked in ascending order, and the first that matches decides', async () => {
  const of = changed((one) => {
    add(one, 'acl-app', entry(20, true, 'allow', ports(443)), entry(10, true, 'deny', ports(443)));
  });
  const finding = await ask(of, APP_TO_DB);
  expect(codes(finding)).toEqual(['firewall.nacl-out']);
  expect(natives(finding)).toEqual(['SUBNET_ACL_RESTRICTION']);
  const other = changed((one) => {
    add(one, 'acl-app', entry(20, true, 'deny', ports(443)), entry(10, true, 'allow', ports(443)));
  });
  expect((await ask(other, APP_TO_DB)).status).toBe('pass');
});

test('what no entry matches is denied, whether the catch-all is listed as 32767, as 32768 or not at all', async () => {
  for (const last of [32_767, 32_768, undefined]) {
    const of = changed((one) => {
      const listed = last === undefined ? [] : [entry(last, false, 'deny', { Protocol: '-1' })];
      object(one, 'DescribeNetworkAcls', 'acl-db')['Entries'] = [
        entry(100, true, 'allow', { Protocol: '-1' }),
        ...listed,
      ];
    });
    const finding = await ask(of, APP_TO_DB);
    expect(codes(finding)).toEqual(['firewall.nacl-in']);
    expect(commands(finding)[0]).toMatch(/--rule-number (?:[1-9][0-9]{0,3}|[12][0-9]{4}|3[01][0-9]{3}) /);
  }
});

test.each([
  ['source out', 'acl-app', true, 443, 'firewall.nacl-out'],
  ['destination in', 'acl-db', false, 443, 'firewall.nacl-in'],
  ['destination out', 'acl-db', true, 40_000, 'firewall.nacl-return'],
  ['source in', 'acl-app', false, 40_000, 'firewall.nacl-return'],
])('of the four checks across subnets: %s', async (_, acl, out, port, code) => {
  const of = changed((one) => add(one, acl, entry(10, out, 'deny', ports(port))));
  expect(codes(await ask(of, APP_TO_DB))).toEqual([code]);
});

test('replies go to 1024-65535, and the ports that pass are told when not all do', async () => {
  const of = changed((one) => add(one, 'acl-app', entry(10, false, 'deny', ports(1024, 32_767))));
  const finding = await ask(of, APP_TO_DB);
  expect(finding.status).toBe('warn');
  expect(said(finding)).toContain('on ports 32768-65535 only');
  expect((await ask(of, { ...APP_TO_DB, client_ports: '32768-60999' })).status).toBe('pass');
});

test('a NAT gateway sends from 1024-65535, whatever the client does', async () => {
  const of = changed((one) => {
    egress(one, 'sg-abc', EVERYTHING);
    add(one, 'acl-pub', entry(10, false, 'deny', { ...ports(1024, 32_767), CidrBlock: '52.1.1.30/32' }));
  });
  const finding = await ask(of, { ...APP_TO_WEB, client_ports: '32768-60999' });
  expect(codes(finding)).toEqual(['firewall.nacl-return']);
  expect(evidence(finding)).toContain('leg 2, return');
});

test('inside one subnet no ACL is asked', async () => {
  const of = changed((one) => {
    interfaceOf(one, 'eni-db')['SubnetId'] = 'subnet-app';
    object(one, 'DescribeNetworkAcls', 'acl-app')['Entries'] = [];
  });
  expect((await ask(of, APP_TO_DB)).status).toBe('pass');
});

test.each([
  ['the resolver', '10.0.0.2', 53, 'udp'],
  ['the resolver by its other address', '169.254.169.253', 53, 'tcp'],
  ['instance metadata', '169.254.169.254', 80, 'tcp'],
  ['task metadata', '169.254.170.2', 80, 'tcp'],
  ['the time service', '169.254.169.123', 123, 'udp'],
  ['the router of the subnet, which serves DHCP,', '10.0.1.1', 67, 'udp'],
  ['the activation of Windows', '169.254.169.250', 1688, 'tcp'],
])('%s is filtered by no ACL and no group', async (_, destination, port, protocol) => {
  const of = changed((one) => {
    egress(one, 'sg-abc');
    object(one, 'DescribeNetworkAcls', 'acl-app')['Entries'] = [];
  });
  const finding = await ask(of, { source: 'eni-app', destination, port, protocol });
  expect([finding.status, codes(finding)]).toEqual(['pass', []]);
});

test('the number of the entry that is printed is below that of the first that denies', async () => {
  const of = changed((one) => add(one, 'acl-db', entry(50, false, 'deny', ports(443))));
  const [command] = commands(await ask(of, APP_TO_DB));
  expect(Number(/--rule-number ([0-9]+) /.exec(command ?? '')?.[1])).toBeLessThan(50);
  const full = changed((one) => add(one, 'acl-db', entry(1, false, 'deny', ports(443))));
  const finding = await ask(full, APP_TO_DB);
  expect(commands(finding)).toEqual([]);
  expect(finding.checks.find(({ code }) => code !== null)?.fix?.summary).toContain('replace that entry');
});

test('an ACL keeps no state: what it lets in must be let out', async () => {
  const of = account();
  object(of, 'DescribeNetworkAcls', 'acl-db')['Entries'] = [entry(100, false, 'allow', ports(443))];
  expect(codes(await ask(of, APP_TO_DB))).toEqual(['firewall.nacl-return']);
});
