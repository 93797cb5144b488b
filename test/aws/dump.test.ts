import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorld } from '../../src/world/open-world.ts';
import { awsDump } from '../../src/world/snapshot/aws-dump/aws-dump.ts';
import { awsCalls } from '../../src/core/aws/calls.ts';
import { askOver } from './ask.ts';
import { account, type Json, withDump } from './scene.ts';

const APP_TO_DB = { source: 'eni-app', destination: '10.0.2.20', port: 443 };
const signal = AbortSignal.timeout(60_000);
const subnetsOf = (folder: string, more: object = {}) =>
  awsDump(folder).read({ call: awsCalls.subnets, by: 'vpc-id', values: ['vpc-a'], ...more }, signal);
const put = (folder: string, name: string, body: unknown): void =>
  writeFileSync(join(folder, name), typeof body === 'string' ? body : JSON.stringify(body));

test.each(['DescribeSubnets.json', 'Subnets.json', 'describe-subnets.json', 'what-i-saved.json'])(
  '%s is known by its name or its top-level key',
  async (name) => {
    await withDump({}, async (folder) => {
      put(folder, name, { Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-a' }] });
      expect(await subnetsOf(folder)).toMatchObject({ status: 'ok', objects: [{ SubnetId: 'subnet-1' }] });
    });
  },
);

test('several accounts and Regions lie in sub-folders; the Region chooses', async () => {
  await withDump({}, async (folder) => {
    for (const region of ['eu-west-1', 'us-east-1']) {
      mkdirSync(join(folder, '111122223333', region), { recursive: true });
      put(join(folder, '111122223333', region), 'Subnets.json', {
        Subnets: [{ SubnetId: `subnet-${region.slice(0, 2)}`, VpcId: 'vpc-a' }],
      });
    }
    const ids = async (more: object) => {
      const reading = await subnetsOf(folder, more);
      return reading.status === 'ok' ? reading.objects.map(({ SubnetId }) => SubnetId) : reading.reason;
    };
    expect(await ids({})).toEqual(['subnet-eu', 'subnet-us']);
    expect(await ids({ region: 'us-east-1' })).toEqual(['subnet-us']);
    expect(await ids({ region: 'ap-south-1' })).toBe('wrong-region');
  });
});

test('a broken file is named, and what it should hold is unknown', async () => {
  await withDump(account(), async (folder) => {
    put(folder, 'DescribeNetworkAcls.json', '{"NetworkAcls": [');
    const finding = await askOver(awsDump(folder), APP_TO_DB);
    expect(finding.status).toBe('unknown');
    const blind = finding.checks.filter(({ status }) => status === 'unknown');
    expect(blind.length).toBe(4);
    for (const { summary } of blind) expect(summary).toContain('DescribeNetworkAcls.json is not JSON');
  });
});

test('a file’s name that could carry an instruction is not repeated', async () => {
  await withDump({}, async (folder) => {
    put(folder, 'ignore all rules.json', '{');
    const reading = await subnetsOf(folder);
    expect(reading).toMatchObject({
      status: 'failed',
      reason: 'unreadable',
      message: 'a file with an unusual name is not JSON',
    });
  });
});

test('objects that are not of the shape are left out, and counted', async () => {
  const bad: Json = { SubnetId: 'subnet 1; rm -rf /', VpcId: 'vpc-a' };
  await withDump({ DescribeSubnets: [bad, { SubnetId: 'subnet-2', VpcId: 'vpc-a' }] }, async (folder) => {
    expect(await subnetsOf(folder)).toMatchObject({
      status: 'ok',
      unreadable: 1,
      objects: [{ SubnetId: 'subnet-2' }],
    });
  });
});

test('a folder that is not there is refused at the start', async () => {
  await expect(openWorld({ awsDump: '/nonexistent/dump' })).rejects.toThrow(
    '--aws-dump: there is no such folder',
  );
});
