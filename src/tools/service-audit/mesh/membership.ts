import type { Pod } from '../../../core/kubernetes/pod.ts';

/** How a pod takes part in an Istio mesh. */
export type Membership = 'sidecar' | 'ambient' | 'none';

/**
 * A sidecar is the container istio-proxy, also as a native one; an ambient pod carries the annotation that Istio's agent writes
 * when it redirects it (https://istio.io/latest/docs/ambient/usage/add-workloads/).
 */
export function membership({ metadata, spec }: Pod): Membership {
  const sidecars = spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  if ([...spec.containers, ...sidecars].some(({ name }) => name === 'istio-proxy')) return 'sidecar';
  return metadata.annotations['ambient.istio.io/redirection'] === 'enabled' ? 'ambient' : 'none';
}

/** Whether the proxy of a pod takes connections to a port: annotations may leave it out. */
export function isCaptured({ metadata }: Pod, port: number): boolean {
  const listOf = (text: string | undefined): string[] | undefined =>
    text?.split(',').map((one) => one.trim());
  const excluded = listOf(metadata.annotations['traffic.sidecar.istio.io/excludeInboundPorts']);
  const included = listOf(metadata.annotations['traffic.sidecar.istio.io/includeInboundPorts']);
  if (excluded?.includes(`${port}`)) return false;
  return included === undefined || included.includes('*') || included.includes(`${port}`);
}
