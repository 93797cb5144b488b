import type { Pod } from '../../../core/kubernetes/pod.ts';

// https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container
const DEFAULT = 'kubectl.kubernetes.io/default-container';

/** Proxies that meshes put beside the application, by the names that they give them. */
const SIDECARS: readonly string[] = [
  'istio-proxy',
  'linkerd-proxy',
  'kuma-sidecar',
  'consul-dataplane',
  'envoy-sidecar',
  'envoy',
  'osm-envoy',
  'nginx-mesh-sidecar',
  'vault-agent',
];

/** The container of a pod to look from: the one asked for, the one that kubectl takes, or the first that is no proxy of a mesh. */
export function chooseContainer({ metadata, spec }: Pod, asked?: string): string | undefined {
  const names = spec.containers.map(({ name }) => name);
  if (asked !== undefined) return names.includes(asked) ? asked : undefined;
  const marked = metadata.annotations[DEFAULT];
  if (marked !== undefined && names.includes(marked) && !SIDECARS.includes(marked)) return marked;
  return names.find((name) => !SIDECARS.includes(name));
}
