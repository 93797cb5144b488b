import '../../src/core/interpreted-schemas.ts';
import { live } from '../../src/core/steps.ts';
import type { ResourceType } from '../../src/core/kubernetes/resource-type.ts';
import { resources } from '../../src/core/kubernetes/resources.ts';
import { judgeFlow } from '../../src/tools/netpol-audit/model/judge-flow.ts';
import { Model } from '../../src/tools/netpol-audit/model/model.ts';
import { AllPairs } from '../../src/tools/netpol-audit/model/reach/reach.ts';
import { EMPTY } from '../../src/tools/netpol-audit/model/state.ts';
import { netpolAudit } from '../../src/tools/netpol-audit/tool.ts';
import { stubVantage, stubWorld } from '../../test/protocol/stub-world.ts';
import { fileKubernetes } from '../../src/world/snapshot/manifests/file-kubernetes.ts';

// One run in a process of its own: `single FILE SMALLER` or `pairs FILE SMALLER`; the result is one line of JSON. The files come
// from another process, since making them takes more memory than reading them.

const never = new AbortController().signal;
const [mode, cluster = '', smaller = ''] = process.argv.slice(2);

async function answer(file: string): Promise<void> {
  const kubernetes = await fileKubernetes([file]);
  await netpolAudit.run(
    {
      world: { ...stubWorld, kubernetes, vantage: async () => stubVantage },
      signal: never,
      steps: live,
      progress: () => undefined,
    },
    netpolAudit.input.parse({
      source: 'team-1/deploy/app-1',
      destination: 'team-8/deploy/app-3',
      port: 8080,
    }),
  );
}

/** The model of a whole file. */
async function modelOf(file: string): Promise<Model> {
  const kubernetes = await fileKubernetes([file]);
  const of = async <T>(resource: ResourceType<T>): Promise<readonly T[]> => {
    const found = await kubernetes.list({ resource, limit: 1_000_000 }, never);
    return found.status === 'ok' ? found.objects : [];
  };
  return new Model(
    {
      ...EMPTY,
      namespaces: await of(resources.namespaces),
      pods: await of(resources.pods),
      networkPolicies: await of(resources.networkPolicies),
    },
    {},
  );
}

async function single(): Promise<object> {
  const begun = performance.now();
  await answer(cluster);
  const firstMs = performance.now() - begun;
  const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
  const model = await modelOf(cluster);
  const parties = model.state.pods.map((pod) => model.party(pod));
  const times = Array.from({ length: 1000 }, (_, index) => {
    const source = parties[(index * 7919) % parties.length];
    const destination = parties[(index * 104_729) % parties.length];
    const from = performance.now();
    if (source && destination) judgeFlow(model, { source, destination, protocol: 'TCP', port: 8080 });
    return performance.now() - from;
  }).toSorted((a, b) => a - b);
  return { firstMs, furtherMs: times[500], megabytes };
}

async function pairs(): Promise<object> {
  const begun = performance.now();
  const model = await modelOf(cluster);
  const parties = model.state.pods.map((pod) => model.party(pod));
  const all = new AllPairs(model, parties);
  let allowed = 0;
  const ports = [8080, 9000, 9001, 9002, 9003];
  for (const port of ports) {
    const reach = all.on({ protocol: 'TCP', port });
    for (let from = 0; from < parties.length; from++) {
      for (let to = 0; to < parties.length; to++) if (reach.verdict(from, to) === 'allowed') allowed++;
    }
  }
  return { ms: performance.now() - begun, allowed, ports: ports.length };
}

// A process that has answered before is warm.
for (let round = 0; round < 3; round++) await answer(smaller);
process.stdout.write(`${JSON.stringify(await (mode === 'pairs' ? pairs : single)())}\n`);
