import type { Report } from '../../src/core/report.ts';
import { CannotObserve } from '../../src/core/cannot-observe.ts';
import { live, type Steps } from '../../src/core/steps.ts';
import type { Aws } from '../../src/core/world/aws.ts';
import type { Dial, DialRequest } from '../../src/core/world/dial.ts';
import type { Vantage, World } from '../../src/core/world/world.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { awsNode, podAt } from '../aws/cluster-of.ts';
import { type Account, account, allow, listOf, network, object, withDump } from '../aws/scene.ts';
import { withManifests } from '../aws/with-manifests.ts';

export const PROXY = 'orders.proxy-abc123.eu-west-1.rds.amazonaws.com';

/** Pods of `payments` on a node of the account, which may not reach the RDS proxy: its group admits another one. */
export function shop(): Account {
  const of = account();
  const node = object(of, 'DescribeNetworkInterfaces', 'eni-app');
  node['Description'] = 'aws-K8S-i-app';
  listOf(node, 'PrivateIpAddresses').push({ PrivateIpAddress: '10.0.1.77', Primary: false });
  object(of, 'DescribeSecurityGroups', 'sg-abc')['IpPermissionsEgress'] = [
    allow('-1', undefined, network('0.0.0.0/0')),
  ];
  of['DescribeDBProxies'] = [
    {
      DBProxyName: 'orders',
      Status: 'available',
      VpcId: 'vpc-a',
      VpcSecurityGroupIds: ['sg-xyz'],
      VpcSubnetIds: ['subnet-db'],
      Endpoint: PROXY,
    },
  ];
  return of;
}

export const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'payments' },
  spec: {
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: { containers: [{ name: 'main', image: 'main:1' }] },
    },
  },
};
export const CLUSTER = [podAt('api', '10.0.1.77', '10.0.1.10'), DEPLOYMENT, awsNode()];
export const EGRESS_DENIED = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'only-inside', namespace: 'payments' },
  spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] },
};

export interface Asked {
  readonly target: string;
  readonly source?: string;
}

export const walk = (of: Account, objects: readonly object[], asked: Asked): Promise<Report> =>
  withDump(of, (awsDump) =>
    withManifests(objects, async (manifests) => {
      const world = await openWorld({ awsDump, ...(objects.length > 0 && { manifests: [manifests] }) });
      const here = nameless(await world.vantage(undefined));
      const vantage: World['vantage'] = async (from) => (from ? world.vantage(from) : here);
      return run({ ...world, vantage }, asked);
    }),
  );

export const run = (world: World, asked: Asked, steps: Steps = live): Promise<Report> =>
  diagnose.run(
    { world, signal: AbortSignal.timeout(30_000), steps, progress: () => undefined },
    diagnose.input.parse(asked),
  );

/** Names that no resolver is asked for: RDS has never heard of this one. */
const nameless = (vantage: Vantage): Vantage => ({
  ...vantage,
  lookup: async (name) => ({ name, outcome: 'not-found', addresses: [], ms: 1 }),
});

const dialOf = ({ address, port }: DialRequest, outcome: Outcome): Dial => ({
  address,
  port,
  outcome,
  ms: outcome === 'timeout' ? 3000 : 1,
  ...(outcome === 'timeout' && { synsSent: 3 }),
});
type Outcome = 'timeout' | 'refused' | 'open';

/** What a pod that is looked from sees. */
export interface FromPod {
  readonly address?: string;
  /** How a connection to an address ends; nothing is sent. */
  readonly dials: (address: string) => Outcome;
  readonly more?: (local: Vantage) => Partial<Vantage>;
}

/** A pod that is looked from: its connections end as told, and nothing is sent. */
const podWhere = (local: Vantage, { address = '10.0.1.77', dials, more }: FromPod): Vantage => ({
  ...local,
  identity: { kind: 'pod', name: 'payments/api', addresses: [address], node: 'node-1' },
  dial: async (request) => dialOf(request, dials(request.address)),
  sniff: async (request) => {
    const outcome = dials(request.address);
    return {
      outcome: outcome === 'open' ? 'silent' : 'not-connected',
      ms: 0,
      dial: dialOf(request, outcome),
    };
  },
  path: () => Promise.reject(unseen),
  mtu: () => Promise.reject(unseen),
  ...more?.(local),
});
const unseen = new CannotObserve('unsupported', 'Not looked at.', { summary: 'Look at it.' });

interface WalkedFrom extends FromPod {
  readonly of: Account;
  readonly objects?: readonly object[];
  readonly target?: string;
  /** What answers for AWS in place of the dump. */
  readonly aws?: (dump: Aws) => Aws;
  readonly steps?: Steps;
}

/** A walk from the pod, over an account and a cluster. */
export const walkFrom = ({
  of,
  objects = CLUSTER,
  target,
  aws,
  steps,
  ...pod
}: WalkedFrom): Promise<Report> =>
  withDump(of, (awsDump) =>
    withManifests(objects, async (manifests) => {
      const world = await openWorld({ awsDump, manifests: [manifests] });
      const local = await world.vantage(undefined);
      const looked: World = {
        ...world,
        vantage: async () => podWhere(local, pod),
        ...(aws && { aws: aws(world.aws) }),
      };
      return run(looked, { target: target ?? '10.0.2.20:5432', source: 'payments/deploy/api' }, steps);
    }),
  );

export const walkFromPod = (of: Account, outcome: Outcome): Promise<Report> =>
  walkFrom({ of, dials: () => outcome });

export const rowsOf = ({ legs }: Report, layer: string) =>
  legs.flatMap(({ rows }) => rows.filter((row) => row.layer === layer));
