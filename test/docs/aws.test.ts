import * as lambda from '@aws-sdk/client-lambda';
import * as balancing from '@aws-sdk/client-elastic-load-balancing-v2';
import * as rds from '@aws-sdk/client-rds';
import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Builder, must } from '../aws/moto-vpc.ts';
import { withFront } from '../aws/moto-front.ts';
import { AWS_CLI, clientOf, environment, needsMoto, runPrinted, withMoto } from '../aws/moto.ts';
import { withAwsServer } from '../aws/server/aws-server.ts';
import { fencedCommands } from './fenced-commands.ts';
import { type Place, runPage } from './run-page.ts';

const PAGE = 'docs/aws.md';
const postgres = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 };

/** The instance of the page: it may reach a database and an RDS proxy on 5432; a balancer faces the internet. */
async function build(endpoint: string): Promise<string> {
  const made = new Builder(endpoint);
  const to = clientOf(endpoint);
  const vpc = await made.vpc('10.0.0.0/16');
  const [app, db, pub] = [
    await made.subnet(vpc, '10.0.1.0/24'),
    await made.subnet(vpc, '10.0.2.0/24'),
    await made.subnet(vpc, '10.0.0.0/24'),
  ];
  for (const subnet of [app, db, pub]) await made.acl(vpc, subnet);
  const gateway = await made.internetGateway(vpc);
  await made.route(await made.routeTable(vpc, pub), '0.0.0.0/0', { GatewayId: gateway });
  const [appGroup, dbGroup, webGroup] = [
    await made.group(vpc, 'app'),
    await made.group(vpc, 'db'),
    await made.group(vpc, 'web'),
  ];
  const list = await made.prefixList('10.0.2.0/24');
  await made.allow('out', appGroup, { ...postgres, PrefixListIds: [{ PrefixListId: list }] });
  await made.allow('in', dbGroup, { ...postgres, UserIdGroupPairs: [{ GroupId: appGroup }] });
  await made.allow('in', webGroup, {
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  });
  const http = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 };
  await made.allow('out', webGroup, { ...http, UserIdGroupPairs: [{ GroupId: dbGroup }] });
  await made.allow('in', dbGroup, { ...http, UserIdGroupPairs: [{ GroupId: webGroup }] });
  await made.attach(await made.transitGateway(), vpc, app);
  await made.networkInterface(db, dbGroup, '10.0.2.20');
  const NetworkInterfaceId = await made.networkInterface(app, appGroup, '10.0.1.10');
  const run = await made.client.send(
    new RunInstancesCommand({
      ImageId: 'ami-12c6146b',
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId }],
    }),
  );
  await new rds.RDSClient(to).send(
    new rds.CreateDBProxyCommand({
      DBProxyName: 'orders',
      EngineFamily: 'POSTGRESQL',
      Auth: [{ AuthScheme: 'SECRETS', IAMAuth: 'DISABLED' }],
      RoleArn: 'arn:aws:iam::123456789012:role/proxy',
      VpcSubnetIds: [db],
      VpcSecurityGroupIds: [dbGroup],
    }),
  );
  await balance(new balancing.ElasticLoadBalancingV2Client(to), vpc, pub, webGroup);
  await attach(endpoint, new lambda.LambdaClient(to), app, appGroup);
  return must(run.Instances?.[0]?.InstanceId);
}

async function balance(
  client: balancing.ElasticLoadBalancingV2Client,
  VpcId: string,
  subnet: string,
  group: string,
): Promise<void> {
  const front = {
    Name: 'shop',
    Scheme: 'internet-facing',
    Subnets: [subnet],
    SecurityGroups: [group],
  } satisfies balancing.CreateLoadBalancerCommandInput;
  const { LoadBalancers: balancers } = await client.send(
    new balancing.CreateLoadBalancerCommand({ ...front }),
  );
  const targets = { Name: 'backends', Protocol: 'HTTP', Port: 8080, VpcId, TargetType: 'ip' } as const;
  const { TargetGroups: groups } = await client.send(new balancing.CreateTargetGroupCommand(targets));
  const TargetGroupArn = must(groups?.[0]?.TargetGroupArn);
  await client.send(
    new balancing.CreateListenerCommand({
      LoadBalancerArn: must(balancers?.[0]?.LoadBalancerArn),
      Port: 443,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const register = { TargetGroupArn, Targets: [{ Id: '10.0.2.20', Port: 8080 }] };
  await client.send(new balancing.RegisterTargetsCommand(register));
}

async function attach(
  endpoint: string,
  client: lambda.LambdaClient,
  subnet: string,
  group: string,
): Promise<void> {
  const trust = '{"Version":"2012-10-17","Statement":[]}';
  await runPrinted(
    `aws iam create-role --role-name worker --assume-role-policy-document '${trust}'`,
    endpoint,
  );
  await client.send(
    new lambda.CreateFunctionCommand({
      FunctionName: 'worker',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/worker',
      // The end of an empty archive.
      Code: { ZipFile: Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]) },
      VpcConfig: { SubnetIds: [subnet], SecurityGroupIds: [group] },
    }),
  );
}

/** What `open` gives to its user, until the tests have ended. */
function held<T>(
  running: AsyncDisposableStack,
  open: (use: (given: T) => Promise<void>) => Promise<void>,
): Promise<T> {
  const given = Promise.withResolvers<T>();
  const end = Promise.withResolvers<void>();
  const ended = open(async (one) => {
    given.resolve(one);
    await end.promise;
  });
  ended.catch((error: unknown) => given.reject(error));
  running.defer(async () => {
    end.resolve();
    await ended;
  });
  return given.promise;
}

async function place(folder: string, running: AsyncDisposableStack): Promise<Place> {
  const moto = await held<string>(running, withMoto);
  // moto does not know this setting of a Region.
  const setting = { DescribeVpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'off' }] };
  const own = await held<string>(running, (use) =>
    withAwsServer({ 'eu-west-1': setting }, ({ endpoint }) => use(endpoint)),
  );
  const isOwn = (body: string): boolean => body.includes('Action=DescribeVpcBlockPublicAccess');
  const endpoint = await held<string>(running, (use) => withFront(isOwn, own, moto, use));
  const instance = await build(moto);
  cpSync('docs/iam-policy.json', join(folder, 'docs/iam-policy.json'));
  const flows = /```yaml\n(- \{ from:[^]*?)```/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  writeFileSync(join(folder, 'flows.yaml'), flows);
  return {
    env: environment(endpoint),
    programs: { aws: AWS_CLI },
    words: { 'i-0123456789abcdef0': instance },
  };
}

const allowed = /sg-\w+ allows tcp\/5432/;
/** Those that write the dump, in their order. */
const dumping = fencedCommands(readFileSync(PAGE, 'utf8'))
  .map(({ text }) => text)
  .filter((text) => / > ?\\?\n? *account\//.test(text) || text.startsWith('mkdir '));

runPage(
  PAGE,
  place,
  {
    'aws sts get-caller-identity': { says: /123456789012/ },
    'layerwalk doctor': { says: /AWS/ },
    'aws iam create-policy --policy-name layerwalk-reads --policy-document file://docs/iam-policy.json': {
      says: /layerwalk-reads/,
    },
    'layerwalk sg-chain i-0123456789abcdef0 --destination db-proxy/orders --port 5432': { says: allowed },
    'layerwalk sg-chain 10.0.1.10 --destination 10.0.2.20 --port 5432 --region eu-west-1': { says: allowed },
    'layerwalk sg-chain internet --destination lb/shop --port 443': { says: /listens on 443/ },
    ...Object.fromEntries(dumping.map((text) => [text, {}])),
    'layerwalk sg-chain 10.0.1.10 --destination db-proxy/orders --port 5432 --aws-dump account': {
      says: allowed,
    },
    'layerwalk sg-chain 10.0.1.10 --destination 10.0.2.20 --port 5432 --region eu-west-1 --aws-dump account':
      {
        says: allowed,
      },
    'layerwalk assert flows.yaml --aws-dump account': { says: /2/ },
  },
  { needed: needsMoto, timeout: 180_000 },
);
