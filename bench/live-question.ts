import { live } from '../src/core/steps.ts';
import type { Kubernetes } from '../src/core/world/kubernetes.ts';
import { diagnose } from '../src/diagnosis/diagnose.ts';
import { netpolAudit } from '../src/tools/netpol-audit/tool.ts';
import { serviceAudit } from '../src/tools/service-audit/tool.ts';
import { stubVantage, stubWorld } from '../test/protocol/stub-world.ts';
import { pretendedApi } from '../test/servers/kubernetes-api.ts';
import { largeNamespaces } from '../test/servers/large-namespaces.ts';
import type { Row } from './row.ts';

const WHERE = 'namespaces of 1,000 pods';
const context = (kubernetes: Kubernetes) => ({
  world: { ...stubWorld, kubernetes, vantage: async () => stubVantage },
  signal: AbortSignal.timeout(60_000),
  steps: live,
  progress: () => undefined,
});
const redis = { service: 'cache/redis', port: 6379 };
const policies = { source: 'payments/deploy/api', destination: 'cache/svc/redis', port: 6379 };
const walk = { target: 'redis.cache.svc.cluster.local:6379', source: 'payments/deploy/api' };

/** How many requests to the API server a question takes; the walk asks both audits, the source’s pod and the cluster’s DNS besides. */
export async function liveQuestion(): Promise<Row[]> {
  return [
    await counted('netpol_audit', 15, (world) => netpolAudit.run(world, netpolAudit.input.parse(policies))),
    await counted('service_audit', 15, (world) => serviceAudit.run(world, serviceAudit.input.parse(redis))),
    await counted('diagnose, a whole walk', 30, (world) => diagnose.run(world, diagnose.input.parse(walk))),
  ];
}

async function counted(
  name: string,
  goal: number,
  ask: (world: ReturnType<typeof context>) => Promise<unknown>,
): Promise<Row> {
  await using api = await pretendedApi(largeNamespaces);
  await ask(context(api.kubernetes));
  const { length } = api.seen;
  return {
    what: `${name} in ${WHERE}: requests`,
    goal: `<= ${goal}`,
    measured: `${length}`,
    met: length <= goal,
  };
}
