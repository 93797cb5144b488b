import type { PeerAuthentication } from '../../../core/kubernetes/istio.ts';
import { isEverything, selects } from '../../../core/kubernetes/label-selector.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';

/** Istio's own default; a mesh may have another. */
export const ROOT_NAMESPACE = 'istio-system';

/** The mode that decides, and the object that sets it. */
export interface PeerMode {
  readonly mode: 'STRICT' | 'PERMISSIVE' | 'DISABLE';
  readonly from: PeerAuthentication | undefined;
}

/**
 * The mode for a port of a pod: of the policy that selects the pod, of its namespace, of the mesh, in this order; UNSET inherits, and
 * without any it is PERMISSIVE (https://istio.io/latest/docs/reference/config/security/peer_authentication/). Of several of one
 * scope the oldest counts.
 */
export function peerMode(policies: readonly PeerAuthentication[], pod: Pod, port: number): PeerMode {
  const isWide = ({ spec }: PeerAuthentication): boolean => !spec.selector || isEverything(spec.selector);
  const own = policies.filter(({ metadata }) => metadata.namespace === pod.metadata.namespace);
  const scopes = [
    own.filter((one) => !isWide(one) && one.spec.selector && selects(one.spec.selector, pod.metadata.labels)),
    own.filter(isWide),
    policies.filter((one) => one.metadata.namespace === ROOT_NAMESPACE && isWide(one)),
  ];
  for (const [index, scope] of scopes.entries()) {
    const [from] = scope.toSorted((a, b) =>
      (a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1,
    );
    // Ports count only in a policy that selects workloads.
    const mode =
      (index === 0 ? from?.spec.portLevelMtls?.[`${port}`]?.mode : undefined) ?? from?.spec.mtls?.mode;
    if (from && (mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE')) return { mode, from };
  }
  return { mode: 'PERMISSIVE', from: undefined };
}
