import type { AddressPolicy } from '../../../core/address/policy.ts';
import { CannotObserve } from '../../../core/cannot-observe.ts';
import { type Pod, podAddresses } from '../../../core/kubernetes/pod.ts';
import { type ClusterObject, formatClusterObject } from '../../../core/target/cluster-object.ts';
import { interceptorOf } from '../../../core/kubernetes/sidecar.ts';
import type { VantageIdentity } from '../../../core/vantage-identity.ts';
import type { Kubernetes } from '../../../core/world/kubernetes.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { chooseContainer } from './choose-container.ts';
import { choosePod } from '../../../core/kubernetes/choose-pod.ts';
import { openPod } from './open-pod.ts';
import type { Place } from './place.ts';
import type { PodExec } from './pod-exec.ts';
import { podsOf } from '../../../core/kubernetes/pods-of.ts';

/** What a pod is reached by. */
export interface PodAccess {
  readonly kubernetes: Kubernetes;
  readonly exec: (place: Place, context?: string) => PodExec;
  readonly policy: AddressPolicy;
}

/**
 * The vantage that a pod or workload stands for: one of its pods, by exec in one of its containers. Throws CannotObserve with what
 * would let us look.
 */
export async function vantageInCluster(
  { kubernetes, exec, policy }: PodAccess,
  source: Exclude<ClusterObject, { kind: 'node' }>,
  signal: AbortSignal,
  kubeContext?: string,
): Promise<Vantage> {
  const pods = await podsOf(kubernetes, source, signal, kubeContext);
  const pod = choosePod(pods);
  if (!pod) throw noPod(source, pods.length);
  const container = chooseContainer(pod, source.container);
  if (container === undefined) throw noContainer(source, pod);
  const place = { namespace: source.namespace, pod: pod.metadata.name, container };
  const { context } = await kubernetes.where(kubeContext);
  return openPod(
    { exec: exec(place, kubeContext), place, identity: identityOf(pod, place, context), policy },
    signal,
  );
}

function identityOf(
  pod: Pod,
  { namespace, pod: name, container }: Place,
  context: string | undefined,
): VantageIdentity {
  const { nodeName, hostNetwork } = pod.spec;
  const mesh = interceptorOf(pod);
  return {
    kind: 'pod',
    name: `${namespace}/${name}`,
    container,
    addresses: podAddresses(pod),
    ...(hostNetwork === true && { hostNetwork }),
    ...(nodeName !== undefined && { node: nodeName }),
    ...(mesh && { mesh }),
    ...(context !== undefined && { context }),
  };
}

const noPod = (source: Exclude<ClusterObject, { kind: 'node' }>, found: number): CannotObserve =>
  new CannotObserve(
    'missing',
    `Nothing can be sent from ${formatClusterObject(source)}: ${found === 0 ? 'it has no pods' : `none of its ${found} pods runs`}.`,
    {
      summary: 'See why no pod runs, and ask again when one does.',
      command: `kubectl -n ${source.namespace} get pods -o wide`,
    },
  );

const noContainer = (
  source: Exclude<ClusterObject, { kind: 'node' }>,
  { metadata, spec }: Pod,
): CannotObserve =>
  new CannotObserve(
    'missing',
    `Pod ${source.namespace}/${metadata.name} has ${source.container === undefined ? 'no container but those of a mesh' : `no container ${source.container}`}.`,
    {
      summary: `Name one with "@": ${spec.containers.map(({ name }) => name).join(', ')}.`,
      command: `kubectl -n ${source.namespace} get pod ${metadata.name} -o jsonpath='{.spec.containers[*].name}'`,
    },
  );
