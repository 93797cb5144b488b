import { isFinished } from '../../core/kubernetes/pod-state.ts';
import { podAddresses } from '../../core/kubernetes/pod.ts';
import { resources } from '../../core/kubernetes/resources.ts';
import type { World } from '../../core/world/world.ts';
import type { End } from '../../tools/netpol-audit/end.ts';
import { objectPods, nodeAddress } from '../cloud/source-address.ts';

/** The addresses of the pods that an end of an assertion stands for; none of a Service, whose port is another behind it. */
export async function podsOfEnd(
  world: World,
  end: End,
  { context, signal }: { readonly context: string | undefined; readonly signal: AbortSignal },
): Promise<string[]> {
  if (end.kind === 'address') return [];
  if (end.kind === 'node') return [(await nodeAddress({ world, signal }, end.name, context)) ?? []].flat();
  const pods =
    end.kind === 'labels'
      ? await labelled(world, end, { context, signal })
      : await objectPods({ world, signal }, end, context);
  return pods.filter((pod) => !isFinished(pod)).flatMap(podAddresses);
}

async function labelled(
  { kubernetes }: World,
  { namespace, labels }: Extract<End, { kind: 'labels' }>,
  { context, signal }: { readonly context: string | undefined; readonly signal: AbortSignal },
) {
  const labelSelector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const read = await kubernetes.list({ context, resource: resources.pods, namespace, labelSelector }, signal);
  return read.status === 'ok' ? read.objects : [];
}
