import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { liveAws } from '../../src/world/aws/live-aws.ts';
import { askOver } from './ask.ts';
import { overWire, REGION } from './over-wire.ts';
import { environment } from './moto.ts';
import { account, type Account, allow, eni, group, object } from './scene.ts';
import { type Faults, withAwsServer } from './server/aws-server.ts';

afterEach(() => vi.unstubAllEnvs());

const APP_TO_DB = { source: 'eni-app', destination: '10.0.2.20', port: 443 };
const codes = ({ checks }: Finding): string[] => checks.flatMap(({ code }) => code ?? []);
const unknowns = ({ checks }: Finding) => checks.filter(({ status }) => status === 'unknown');
const said = ({ checks }: Finding): string => checks.map(({ summary }) => summary).join('\n');
const needed = (finding: Finding): string =>
  unknowns(finding)
    .map(({ fix }) => fix?.summary)
    .join('\n');
const askWith = (faults: Faults, question: object = APP_TO_DB, of: Account = account()): Promise<Finding> =>
  overWire(of, (aws) => askOver(aws, question), faults);

/** The actions that a question about the account makes. */
const actions = await overWire(account(), async (aws, { asked }) => {
  await askOver(aws, APP_TO_DB);
  return [...new Set(asked.map(({ service, action }) => `${service}:${action}`))];
});

describe('access denied', () => {
  // Two actions tell the rules of a group, and either is enough.
  const rules = ['ec2:DescribeSecurityGroups', 'ec2:DescribeSecurityGroupRules'];

  test.each([...actions.filter((action) => !rules.includes(action)).map((action) => [action]), rules])(
    '%s: what it would tell is unknown, and the action is named',
    async (...denied) => {
      const finding = await askWith({ denied });
      expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
      expect(unknowns(finding).length).toBeGreaterThan(0);
      for (const { fix } of unknowns(finding)) expect(fix?.summary).toContain(`Allow ${denied[0]} `);
    },
  );

  test.each(rules)('%s alone hides nothing', async (action) => {
    expect((await askWith({ denied: [action] })).status).toBe('pass');
  });

  test.each([
    ['db/orders', 'rds:DescribeDBInstances'],
    ['db-cluster/orders', 'rds:DescribeDBClusters'],
    ['db-proxy/orders', 'rds:DescribeDBProxies'],
    ['lb/shop', 'elasticloadbalancing:DescribeLoadBalancers'],
    ['lambda/worker', 'lambda:GetFunctionConfiguration'],
  ])('%s without %s', async (destination, action) => {
    const finding = await askWith({ denied: [action] }, { ...APP_TO_DB, destination });
    expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
    expect(needed(finding)).toContain(`Allow ${action} `);
  });

  test('what refuses by what was seen is still told', async () => {
    const of = account();
    object(of, 'DescribeSecurityGroups', 'sg-abc')['IpPermissionsEgress'] = [];
    const finding = await askWith({ denied: ['ec2:DescribeRouteTables'] }, APP_TO_DB, of);
    expect(codes(finding)).toEqual(['firewall.egress-missing']);
    expect(needed(finding)).toContain('Allow ec2:DescribeRouteTables ');
  });
});

describe('credentials', () => {
  test('none at all: the files and variables that the AWS CLI reads are named, and nothing is sent', async () => {
    await overWire(account(), async (_, { asked }) => {
      for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
      vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
      vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
      const finding = await askOver(liveAws(), APP_TO_DB);
      expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
      expect(said(finding)).toContain('no credentials');
      expect(needed(finding)).toContain('aws sts get-caller-identity');
      expect(asked).toEqual([]);
    });
  });

  test('a session that has expired', async () => {
    await overWire(
      account(),
      async (aws) => {
        vi.stubEnv('AWS_SESSION_TOKEN', 'of-yesterday');
        for (const destination of ['10.0.2.20', 'db/orders', 'lambda/worker']) {
          const finding = await askOver(aws, { ...APP_TO_DB, destination });
          expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
          expect(said(finding)).toContain('the session has expired');
          expect(needed(finding)).toContain('Sign in again');
        }
      },
      { expired: 'of-yesterday' },
    );
  });

  test('each call may name a profile, which brings its key and its Region', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aws-profiles-'));
    try {
      const profiles = ['prod', 'test'].map(
        (name) => `[${name}]\naws_access_key_id = OF-${name}\naws_secret_access_key = x\n`,
      );
      writeFileSync(join(folder, 'credentials'), profiles.join(''));
      const config = `[profile prod]\nregion = ${REGION}\n[profile test]\nregion = eu-central-1\n`;
      writeFileSync(join(folder, 'config'), config);
      await withAwsServer({ [REGION]: account(), 'eu-central-1': {} }, async ({ endpoint, asked }) => {
        const none = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_DEFAULT_REGION'];
        for (const name of none) vi.stubEnv(name, undefined);
        vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
        vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
        vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
        const aws = liveAws();
        const [there, elsewhere] = [
          await askOver(aws, { ...APP_TO_DB, profile: 'prod' }),
          await askOver(aws, { ...APP_TO_DB, profile: 'test' }),
        ];
        expect([there.status, elsewhere.status]).toEqual(['pass', 'unknown']);
        expect([...new Set(asked.map(({ key, region }) => `${key} ${region}`))]).toEqual([
          `OF-prod ${REGION}`,
          'OF-test eu-central-1',
        ]);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a profile that there is not', async () => {
    await overWire(account(), async (aws) => {
      const finding = await askOver(aws, { ...APP_TO_DB, profile: 'nobody' });
      expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
      expect(said(finding)).toContain('no credentials');
    });
  });
});

describe('Regions', () => {
  const inTwo = (use: (asked: () => string[]) => Promise<void>) =>
    withAwsServer({ [REGION]: account(), 'eu-central-1': {} }, async ({ endpoint, asked }) => {
      for (const [name, value] of Object.entries(environment(endpoint))) vi.stubEnv(name, value);
      await use(() => asked.map(({ region }) => region));
    });

  test('the Region of the call is the one that is asked', async () => {
    await inTwo(async (regions) => {
      const finding = await askOver(liveAws(), { ...APP_TO_DB, region: REGION });
      expect(finding.status).toBe('pass');
      expect(new Set(regions())).toEqual(new Set([REGION]));
    });
  });

  test('the wrong one has no such interface, which is not a verdict', async () => {
    await inTwo(async () => {
      const finding = await askOver(liveAws(), { ...APP_TO_DB, region: 'eu-central-1' });
      expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
      expect(said(finding)).toContain('eni-app is not in this account and Region');
      expect(needed(finding)).toContain('profile and Region');
    });
  });

  test('one that is not enabled', async () => {
    await inTwo(async () => {
      const finding = await askOver(liveAws(), { ...APP_TO_DB, region: 'ap-south-2' });
      expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
      expect(needed(finding)).toContain('Send the Region');
    });
  });

  test('none configured', async () => {
    await overWire(account(), async (_, { asked }) => {
      for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, undefined);
      vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
      const finding = await askOver(liveAws(), APP_TO_DB);
      expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
      expect(needed(finding)).toContain('Send the Region');
      expect(asked).toEqual([]);
    });
  });
});

test.each([
  'eni-0a',
  'i-0a',
  'vpce-0a',
  'db/none',
  'db-cluster/none',
  'db-proxy/none',
  'lb/none',
  'lambda/none',
])('%s is nobody here: unknown, and it may be in another account or Region', async (destination) => {
  const finding = await askWith({}, { ...APP_TO_DB, destination });
  expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
  expect(needed(finding)).toContain('profile and Region');
});

test('an address in two VPCs: both are shown, and vpc chooses', async () => {
  const of = account();
  of['DescribeNetworkInterfaces']?.push(eni('eni-twin', 'subnet-b', 'vpc-b', '10.0.1.10', ['sg-b']));
  const question = { ...APP_TO_DB, source: '10.0.1.10' };
  const finding = await askWith({}, question, of);
  expect([finding.status, codes(finding)]).toEqual(['unknown', []]);
  expect(said(finding)).toContain('eni-app in vpc-a, eni-twin in vpc-b');
  expect(needed(finding)).toContain('vpc-a, vpc-b');
  expect((await askWith({}, { ...question, vpc: 'vpc-a' }, of)).status).toBe('pass');
  const there = await askWith({}, { ...question, vpc: 'vpc-b', destination: 'eni-b' }, of);
  expect(there.notes.join('\n')).toContain('eni-twin (10.0.1.10)');
});

test('a rule that names a deleted group admits nobody, and is told as the near miss', async () => {
  const of = account();
  const peer = { GroupId: 'sg-gone', UserId: '1', VpcPeeringConnectionId: 'pcx-1', PeeringStatus: 'deleted' };
  object(of, 'DescribeSecurityGroups', 'sg-xyz')['IpPermissions'] = [
    allow('tcp', 443, { UserIdGroupPairs: [peer] }),
    allow('tcp', 443, group('sg-gone-too')),
  ];
  const finding = await askWith({}, APP_TO_DB, of);
  expect(codes(finding)).toEqual(['firewall.ingress-missing']);
  const evidence = finding.checks.flatMap((check) => check.evidence).join('\n');
  expect(evidence).toContain('sg-gone: the reference is stale and matches nothing');
  expect(evidence).toContain('sg-gone-too: only the source differs');
});

test('pages of one object are all read', async () => {
  const of = account();
  const asked = await overWire(
    of,
    async (aws, server) => {
      const finding = await askOver(aws, { source: 'eni-app', destination: 'eni-b', port: 443 });
      expect(codes(finding)).toEqual(['firewall.egress-missing']);
      return server.asked;
    },
    { pageSize: 1 },
  );
  expect(asked.some(({ parameters }) => parameters.has('NextToken'))).toBe(true);
});

test('questions that do not wait for each other are asked together', async () => {
  await overWire(
    account(),
    async (aws, { together, rounds }) => {
      expect((await askOver(aws, APP_TO_DB)).status).toBe('pass');
      expect(together()).toBeGreaterThanOrEqual(4);
      // Ends, then what is on them and between them: never one round a question.
      expect(rounds()).toBeLessThanOrEqual(4);
    },
    { latencyMs: 250 },
  );
});
