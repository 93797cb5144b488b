import * as ec2 from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AwsCall } from '../../../src/core/aws/call.ts';
import { awsCalls } from '../../../src/core/aws/calls.ts';
import { liveAws } from '../../../src/world/aws/live-aws.ts';
import { requestsOf } from '../../../src/world/aws/request-of.ts';
import { ask, askOver } from '../ask.ts';
import { environment } from '../moto.ts';
import { overWire, REGION } from '../over-wire.ts';
import { account, type Account, eni } from '../scene.ts';
import { withAwsServer } from '../server/aws-server.ts';
import {
  APP_TO_DB,
  changed,
  codes,
  egress,
  evidence,
  EVERYTHING,
  ingress,
  natives,
  said,
} from './account.ts';

beforeEach(() => vi.stubEnv('AWS_PROFILE', undefined));
afterEach(() => vi.unstubAllEnvs());

const signal = AbortSignal.timeout(60_000);

/** More interfaces than EC2 gives at once. */
const crowded = (): Account =>
  changed((of) => {
    for (let n = 0; n < 1500; n++)
      of['DescribeNetworkInterfaces']?.push(
        eni(`eni-n${n}`, 'subnet-b', 'vpc-b', `10.1.${8 + (n >> 8)}.${n & 255}`, ['sg-b']),
      );
  });

test('interfaces are always asked for in pages: all others are refused in a large account', async () => {
  await overWire(crowded(), async (aws, { asked, endpoint }) => {
    const read = await aws.read({ call: awsCalls.interfaces, by: 'subnet-id', values: ['subnet-b'] }, signal);
    expect('objects' in read && read.objects.length).toBe(1501);
    expect(asked.map(({ parameters }) => parameters.get('MaxResults'))).toEqual(['1000', '1000']);
    const client = new ec2.EC2Client({ endpoint, region: REGION });
    await expect(client.send(new ec2.DescribeNetworkInterfacesCommand({}))).rejects.toThrow('too many');
    client.destroy();
  });
});

test('things are asked for by filter: pages and ids cannot be combined, and one unknown id fails a call', async () => {
  const requests = Object.values<AwsCall>(awsCalls)
    .filter(({ service, paged }) => service === 'ec2' && paged)
    .flatMap((call) => Object.keys(call.by).flatMap((by) => requestsOf({ call, by, values: ['x-1'] })));
  expect(requests.length).toBeGreaterThan(15);
  const ids = requests.flatMap((request) => Object.keys(request)).filter((name) => name.endsWith('Ids'));
  expect(ids).toEqual([]);
  await overWire(account(), async (_, { endpoint }) => {
    const client = new ec2.EC2Client({ endpoint, region: REGION });
    const both = new ec2.DescribeSubnetsCommand({ SubnetIds: ['subnet-app'], MaxResults: 5 });
    await expect(client.send(both)).rejects.toThrow('cannot be used together');
    client.destroy();
  });
});

test('an empty list of values asks for nothing, not for everything', async () => {
  await overWire(crowded(), async (aws, { asked }) => {
    for (const call of Object.values<AwsCall>(awsCalls)) {
      for (const by of Object.keys(call.by))
        expect(await aws.read({ call, by, values: [] }, signal)).toMatchObject({ objects: [], calls: 0 });
    }
    expect(asked).toEqual([]);
  });
});

test('EC2 says UnauthorizedOperation, others AccessDenied: both are unknown, with the action', async () => {
  const denied = [
    'ec2:DescribeNetworkInterfaces',
    'rds:DescribeDBInstances',
    'lambda:GetFunctionConfiguration',
  ];
  for (const [n, destination] of ['eni-db', 'db/orders', 'lambda/worker'].entries()) {
    const source = n === 0 ? 'eni-app' : '10.0.1.10';
    await overWire(
      account(),
      async (aws) => {
        const finding = await askOver(aws, { ...APP_TO_DB, source, destination });
        expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
        const fixes = finding.checks.map(({ fix }) => fix?.summary).join('\n');
        expect(fixes).toContain(`Allow ${denied[n]} `);
      },
      { denied: denied.slice(n, n + 1) },
    );
  }
});

test('an empty answer may be another account or Region: it is unknown', async () => {
  await withAwsServer({ 'us-east-1': account(), [REGION]: {} }, async ({ endpoint }) => {
    for (const [name, value] of Object.entries(environment(endpoint))) vi.stubEnv(name, value);
    const finding = await askOver(liveAws(), APP_TO_DB);
    expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
    expect((await askOver(liveAws(), { ...APP_TO_DB, region: 'us-east-1' })).status).toBe('pass');
  });
});

describe('the answer', () => {
  test('every checkpoint is judged, not only up to the first that refuses', async () => {
    const of = changed((one) => {
      egress(one, 'sg-abc');
      ingress(one, 'sg-xyz');
    });
    const finding = await ask(of, APP_TO_DB);
    expect(codes(finding)).toEqual(['firewall.egress-missing', 'firewall.ingress-missing']);
    expect(finding.checks.length).toBe((await ask(account(), APP_TO_DB)).checks.length);
    expect(natives(finding)).toEqual(['SG_HAS_NO_RULES', 'SG_HAS_NO_RULES']);
  });

  test('what refuses comes before what is unknown, and that before what allows', async () => {
    const blind = changed((of) => delete of['DescribeNetworkAcls']);
    expect((await ask(blind, APP_TO_DB)).status).toBe('unknown');
    egress(blind, 'sg-abc');
    expect((await ask(blind, APP_TO_DB)).status).toBe('fail');
    expect((await ask(account(), APP_TO_DB)).status).toBe('pass');
  });

  test('evidence is the call and the field', async () => {
    expect(evidence(await ask(account(), APP_TO_DB))).toMatch(
      /^ec2:DescribeSecurityGroups sg-abc IpPermissionsEgress: /m,
    );
  });

  test('what was not judged is listed', async () => {
    const finding = await ask(account(), APP_TO_DB);
    expect(finding.notes.join('\n')).toMatch(/Not judged: host firewalls, AWS Network Firewall/);
  });

  test.each<[string, string, (of: Account) => void, object]>([
    [
      'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
      'no public address to send from',
      (of) => {
        for (const table of of['DescribeRouteTables'] ?? [])
          table['Routes'] = [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' }];
        egress(of, 'sg-abc', EVERYTHING);
      },
      { source: 'eni-app', destination: '8.8.8.8', port: 443 },
    ],
    [
      'IGW_PUBLIC_IP_ASSOCIATION_FOR_INGRESS',
      'no public address to be reached at',
      () => {},
      { source: 'internet', destination: 'eni-db', port: 443 },
    ],
    [
      'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
      'the Region’s block',
      (of) => {
        of['DescribeVpcBlockPublicAccessOptions'] = [{ InternetGatewayBlockMode: 'block-bidirectional' }];
      },
      { source: 'internet', destination: 'eni-web', port: 443 },
    ],
    [
      'ENI_SG_RULES_MISMATCH',
      'rules for other ports',
      (of) => ingress(of, 'sg-xyz', { ...EVERYTHING, IpProtocol: 'udp', FromPort: 1, ToPort: 2 }),
      APP_TO_DB,
    ],
  ])('%s is %s', async (native, _, change, question) => {
    const finding = await ask(changed(change), question);
    expect([natives(finding), said(finding) !== '']).toEqual([expect.arrayContaining([native]), true]);
  });
});
