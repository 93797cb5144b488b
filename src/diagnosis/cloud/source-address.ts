import { selectorText } from '../../core/kubernetes/label-selector.ts';
import { isFinished, isReady } from '../../core/kubernetes/pod-state.ts';
import { type Pod, podAddresses } from '../../core/kubernetes/pod.ts';
import { resources } from '../../core/kubernetes/resources.ts';
import { selectingWorkloads } from '../../core/kubernetes/workload-resources.ts';
import type { ClusterObject } from '../../core/target/cluster-object.ts';
import { formatSource, type Source } from '../../core/target/source.ts';
import type { Context } from '../../core/tool.ts';

/** What is needed to read the cluster. */
type Look = Pick<Context, 'world' | 'signal'>;

/** A source as sg_chain takes it: an id of AWS, or the address that a pod, node or host has. Undefined where none is known. */
export async function sourceEnd(
  context: Look,
  source: Exclude<Source, { kind: 'local' }>,
  kubeContext: string | undefined,
): Promise<string | undefined> {
  if (source.kind === 'aws' || source.kind === 'address') return formatSource(source);
  return objectAddress(context, source, kubeContext);
}

/** The address of a pod, of one of a workload's pods, or of a node. */
export async function objectAddress(
  look: Look,
  object: ClusterObject,
  context: string | undefined,
): Promise<string | undefined> {
  if (object.kind === 'node') return nodeAddress(look, object.name, context);
  return addressOf(await objectPods(look, object, context));
}

/** The address that a node has in its own network. */
export async function nodeAddress(
  { world: { kubernetes }, signal }: Look,
  name: string,
  context: string | undefined,
): Promise<string | undefined> {
  const read = await kubernetes.get({ context, resource: resources.nodes, name }, signal);
  const [node] = read.status === 'ok' ? read.objects : [];
  return node?.status.addresses.find(({ type }) => type === 'InternalIP')?.address;
}

/** A pod, or the pods that a workload selects; none where they could not be read. */
export async function objectPods(
  { world: { kubernetes }, signal }: Look,
  object: Exclude<ClusterObject, { kind: 'node' }>,
  context: string | undefined,
): Promise<readonly Pod[]> {
  const { namespace, name } = object;
  if (object.kind === 'pod') {
    const read = await kubernetes.get({ context, resource: resources.pods, namespace, name }, signal);
    return read.status === 'ok' ? read.objects : [];
  }
  const resource = selectingWorkloads[object.workload];
  if (!resource) return [];
  const workload = await kubernetes.get({ context, resource, namespace, name }, signal);
  const selector = workload.status === 'ok' ? workload.objects[0]?.spec.selector : undefined;
  if (!selector) return [];
  const labelSelector = selectorText(selector);
  const pods = await kubernetes.list({ context, resource: resources.pods, namespace, labelSelector }, signal);
  return pods.status === 'ok' ? pods.objects : [];
}

/** The first address of a pod that is ready, else of one that has not ended. */
function addressOf(pods: readonly Pod[]): string | undefined {
  const living = pods.filter((pod) => !isFinished(pod) && podAddresses(pod).length > 0);
  const chosen = living.find(isReady) ?? living[0];
  return chosen && podAddresses(chosen)[0];
}
