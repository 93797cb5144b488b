import { parseIp } from '../../../core/address/ip.ts';
import { type Pod, podAddresses } from '../../../core/kubernetes/pod.ts';
import { namedPort } from '../../../core/kubernetes/pod-port.ts';
import { isFinished, isModelled, isReady, isTerminating } from '../../../core/kubernetes/pod-state.ts';
import type { ServicePort } from '../../../core/kubernetes/service.ts';
import type { Case } from './case.ts';

/** One address that stands behind a Service port. */
export interface Backend {
  /** Absent for a pod of a manifest, which has none yet. */
  readonly address: string | undefined;
  readonly family: 'IPv4' | 'IPv6' | undefined;
  readonly node: string | undefined;
  readonly pod: string | undefined;
  /** Takes new connections. A pod of a manifest is taken for ready. */
  readonly ready: boolean;
  /** Is being deleted and still serves: it takes new connections only while nothing else is ready (KEP-1672). */
  readonly draining: boolean;
}

/** Backends of a port: as EndpointSlices have them, or, where those are not at hand, as the pods would make them. */
export function backends(about: Case, port: ServicePort): Backend[] {
  const { slices, pods } = about.seen;
  if (!about.modelled && slices && !slices.failure) return fromSlices(about, port);
  const found = pods?.objects ?? [];
  return found.filter((pod) => !isFinished(pod)).flatMap((pod) => fromPod(about, pod, port));
}

/** EndpointSlice of discovery.k8s.io/v1: a port of a slice belongs to the Service port of the same name and protocol. */
function fromSlices({ seen }: Case, port: ServicePort): Backend[] {
  return (seen.slices?.objects ?? [])
    .filter(({ ports }) =>
      ports.some((one) => (one.name ?? '') === (port.name ?? '') && one.protocol === port.protocol),
    )
    .flatMap(({ endpoints }) =>
      endpoints.map(({ addresses, conditions, nodeName, targetRef }): Backend => {
        const { ready = true, serving = ready, terminating = false } = conditions;
        return {
          address: addresses[0],
          family: familyOf(addresses[0]),
          node: nodeName,
          pod: targetRef?.kind === 'Pod' ? targetRef.name : undefined,
          ready: ready && !terminating,
          draining: serving && terminating,
        };
      }),
    );
}

function fromPod({ service }: Case, pod: Pod, port: ServicePort): Backend[] {
  const { targetPort } = port;
  if (typeof targetPort === 'string' && namedPort(pod, targetPort, port.protocol) === undefined) return [];
  const ready = isModelled(pod) || isReady(pod) || service.spec.publishNotReadyAddresses === true;
  const addresses = isModelled(pod) ? [undefined] : podAddresses(pod);
  return addresses.map((address) => ({
    address,
    family: familyOf(address),
    node: pod.spec.nodeName,
    pod: pod.metadata.name,
    ready: ready && !isTerminating(pod),
    draining: isReady(pod) && isTerminating(pod),
  }));
}

function familyOf(address: string | undefined): Backend['family'] {
  const ip = address === undefined ? undefined : parseIp(address);
  return ip ? (ip.family === 4 ? 'IPv4' : 'IPv6') : undefined;
}
