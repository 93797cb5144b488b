import { resources } from '../../../../core/kubernetes/resources.ts';
import type { Source } from '../../../../core/target/source.ts';
import type { Context } from '../../../../core/tool.ts';
import { type Ask, asking, atMost } from '../../../../tools/service-audit/observe/ask.ts';
import type { ClusterDns } from '../observation.ts';
import { askControls, type FailedName } from './controls.ts';
import { readCorefile } from './corefile.ts';
import { findServices } from './find-services.ts';
import { readLogs } from './pod-logs.ts';
import { sourcePod } from './source-pod.ts';

/** What is asked about the cluster's DNS. */
export interface AskedDns {
  readonly source: Source | undefined;
  /** The pod from which was sent, where that is known better than by the source. */
  readonly pod?: { readonly namespace: string; readonly name: string };
  readonly kubeContext: string | undefined;
  /** Name servers of the source, where its resolv.conf could be read. */
  readonly nameservers?: readonly string[];
  /** A name from outside the cluster that its DNS did not answer for. */
  readonly failed?: FailedName;
}

const MOST_PODS = 20;

/** Reads the cluster's DNS: its Service and what is behind it, its Corefile, its last errors, and the settings of the source's pod. */
export async function observeClusterDns(context: Context, asked: AskedDns): Promise<ClusterDns> {
  const { world, signal } = context;
  const ask = asking({ world, signal }, { context: asked.kubeContext });
  const { nameservers } = asked;
  const [services, source, nodeLocal] = await Promise.all([
    findServices(ask, nameservers ?? []),
    asked.pod ? ask.get(resources.pods, asked.pod.namespace, asked.pod.name) : sourcePod(ask, asked.source),
    ask.list(resources.pods, {
      namespace: 'kube-system',
      labelSelector: 'k8s-app=node-local-dns',
      limit: 500,
    }),
  ]);
  const [service] = services.objects;
  const behind = service ? await readBehind(ask, service) : {};
  const near = nodeLocal.objects.filter(({ spec }) => spec.nodeName === source?.object?.spec.nodeName);
  const [controls, logs] = await Promise.all([
    asked.failed && askControls(context, asked.source, asked.failed, behind.corefile?.parsed),
    readLogs(context, [...(behind.pods?.objects ?? []), ...near], asked.kubeContext),
  ]);
  return {
    cluster: await world.kubernetes.where(asked.kubeContext),
    requests: ask.requests() + logs.requests,
    ...(nameservers && { nameservers: [...nameservers] }),
    ...(source && { source }),
    services,
    ...behind,
    nodeLocal: atMost(nodeLocal, MOST_PODS),
    logs: logs.logs,
    ...(controls && { controls }),
  };
}

async function readBehind(
  ask: Ask,
  service: ClusterDns['services']['objects'][number],
): Promise<Pick<ClusterDns, 'slices' | 'pods' | 'corefile'>> {
  const { namespace, name } = service.metadata;
  const labelSelector = Object.entries(service.spec.selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const [slices, pods, corefile] = await Promise.all([
    ask.list(resources.endpointSlices, { namespace, labelSelector: `kubernetes.io/service-name=${name}` }),
    labelSelector === '' ? undefined : ask.list(resources.pods, { namespace, labelSelector }),
    readCorefile(ask, service),
  ]);
  return { slices, ...(pods && { pods: atMost(pods, MOST_PODS) }), corefile };
}
