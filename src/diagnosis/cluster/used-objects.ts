import type { ClusterMeta } from '../../core/kubernetes/object-meta.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import type { Verdict } from '../../core/report.ts';
import { used } from '../../tools/netpol-audit/evaluate/used.ts';
import { workloadOf } from '../../tools/netpol-audit/workload-of.ts';
import type { WalkedLeg } from '../walk.ts';
import { type Audited, auditedIn } from './audited.ts';
import { usedOfDns } from './dns/used-of-dns.ts';
import type { UsedObjects } from './used.ts';

/** Of the policies those that decide, of the Service the object, its workloads and pods, and what was said of them. Pure. */
export function usedObjects(walked: readonly WalkedLeg[], { layer, code }: Verdict): UsedObjects {
  const each = walked.map((leg) => ofLeg(auditedIn(leg), layer, code));
  const dns = walked.flatMap(({ clusterDns }) => (clusterDns ? [usedOfDns(clusterDns, code)] : []));
  return {
    objects: distinct([...dns, ...each].flatMap(({ objects }) => objects)),
    pods: distinct([...dns, ...each].flatMap(({ pods }) => pods)),
    events: each.flatMap(({ events }) => events),
  };
}

function ofLeg({ policy, service }: Audited, layer: Verdict['layer'], code: string | null): UsedObjects {
  const ofPolicy = policy && layer !== 'service' ? used(policy.seen, policy.input, code) : undefined;
  const ofService = layer === 'policy' ? undefined : service;
  const object = ofService?.service?.object;
  const workloads = ofService?.workloads?.objects ?? [];
  const behind = ofService?.pods?.objects ?? ofPolicy?.destinations ?? [];
  return {
    objects: [
      ...(ofPolicy?.policies ?? []).map((one) => ({ ...one, decides: layer === 'policy' })),
      ...(object ? [named('Service', object.metadata, layer)] : []),
      ...workloads.map(({ kind, metadata }) => named(kind, metadata, layer)),
    ],
    pods: [...byWorkload(behind), ...byWorkload(ofPolicy?.sources ?? [])],
    events: ofService?.events?.objects ?? [],
  };
}

const named = (
  kind: string,
  metadata: ClusterMeta & { namespace: string },
  layer: Verdict['layer'],
): UsedObjects['objects'][number] => ({
  name: `${kind} ${metadata.namespace}/${metadata.name}`,
  metadata,
  decides: layer === 'service',
});

/** Pods by the workload that made them; one that none made by itself. */
const byWorkload = (pods: readonly Pod[]): UsedObjects['pods'] =>
  [
    ...Map.groupBy(pods, (pod) => `${pod.metadata.namespace}/${workloadOf(pod)?.name ?? pod.metadata.name}`),
  ].map(([name, own]) => ({ name, pods: own }));

const distinct = <T extends { name: string }>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [item.name, item])).values(),
];
