import type { Pod } from './pod.ts';

/** What takes the connections of a pod in place of what it dials. */
export const INTERCEPTORS = ['istio-proxy', 'linkerd-proxy', 'ambient'] as const;
export type Interceptor = (typeof INTERCEPTORS)[number];

/**
 * The proxy of a mesh that accepts a pod's connections itself: a container of that name, also as a native sidecar (an init container
 * with restartPolicy Always), or ztunnel on the node, by the annotation that Istio's agent writes where it redirects a pod
 * (https://istio.io/latest/docs/ambient/usage/add-workloads/). A pod on its node's network is not redirected.
 */
export function interceptorOf({ metadata, spec }: Pod): Interceptor | undefined {
  if (spec.hostNetwork === true) return undefined;
  const native = spec.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const names = [...spec.containers, ...native].map(({ name }) => name);
  const found = INTERCEPTORS.find((one) => names.includes(one));
  if (found) return found;
  return metadata.annotations['ambient.istio.io/redirection'] === 'enabled' ? 'ambient' : undefined;
}

/** How a sentence names it. */
export const interceptorText = (interceptor: Interceptor): string =>
  interceptor === 'ambient'
    ? 'the ambient mesh (ztunnel of the node)'
    : `the sidecar ${interceptor} of the source`;
