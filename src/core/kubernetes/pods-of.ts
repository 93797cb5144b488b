import { CannotObserve } from '../cannot-observe.ts';
import { isEverything, type LabelSelector, selectorText } from './label-selector.ts';
import type { Pod } from './pod.ts';
import { readFix } from './read-fix.ts';
import { resources } from './resources.ts';
import { selectingWorkloads } from './workload-resources.ts';
import { type ClusterObject, formatClusterObject } from '../target/cluster-object.ts';
import type { Kubernetes, Reading, ReadFailure } from '../world/kubernetes.ts';

type InNamespace = Exclude<ClusterObject, { kind: 'node' }>;

const MOST = 500;

/** The pods that a pod's or workload's name stands for; for a Service, those that it selects. Throws CannotObserve. */
export async function podsOf(
  kubernetes: Kubernetes,
  object: InNamespace,
  signal: AbortSignal,
  context?: string,
): Promise<readonly Pod[]> {
  const { namespace, name } = object;
  if (object.kind === 'pod')
    return whole(
      object,
      await kubernetes.get({ context, resource: resources.pods, namespace, name }, signal),
    );
  const selector = await selectorOf(kubernetes, object, signal, context);
  if (!selector || isEverything(selector)) throw selectsNothing(object);
  const labelSelector = selectorText(selector);
  return whole(
    object,
    await kubernetes.list(
      { context, resource: resources.pods, namespace, labelSelector, limit: MOST },
      signal,
    ),
  );
}

async function selectorOf(
  kubernetes: Kubernetes,
  object: Extract<InNamespace, { kind: 'workload' }>,
  signal: AbortSignal,
  context: string | undefined,
): Promise<LabelSelector | undefined> {
  const { namespace, name, workload } = object;
  if (workload === 'Service') {
    const [service] = whole(
      object,
      await kubernetes.get({ context, resource: resources.services, namespace, name }, signal),
    );
    return { matchLabels: service?.spec.selector };
  }
  const resource = selectingWorkloads[workload];
  if (!resource) throw selectsNothing(object);
  const [found] = whole(object, await kubernetes.get({ context, resource, namespace, name }, signal));
  return found?.spec.selector;
}

function whole<T>(object: InNamespace, reading: Reading<T>): readonly T[] {
  if (reading.status === 'ok') return reading.objects;
  throw unread(object, reading);
}

const unread = (object: InNamespace, failure: ReadFailure): CannotObserve =>
  new CannotObserve(
    failure.reason === 'forbidden' || failure.reason === 'unauthorized' ? 'permission' : 'missing',
    `Nothing can be sent from ${formatClusterObject(object)}: ${failure.message}.`,
    readFix(failure),
  );

const selectsNothing = (object: InNamespace): CannotObserve =>
  new CannotObserve('unsupported', `${formatClusterObject(object)} has no pods of its own to send from.`, {
    summary: 'Name a pod that sends in its place.',
    command: `kubectl -n ${object.namespace} get pods -o wide`,
  });
