import type { Pod } from '../../../core/kubernetes/pod.ts';

/** A pod without what no policy looks at. */
export const trimmed = ({ metadata, spec, status }: Pod): Pod => ({
  metadata: { ...metadata, annotations: ambientOf(metadata), managedFields: [] },
  spec: {
    ...spec,
    containers: spec.containers.map(({ name, ports, restartPolicy }) => ({
      name,
      ports,
      restartPolicy,
      env: [],
    })),
    initContainers: spec.initContainers
      .filter(({ restartPolicy }) => restartPolicy === 'Always')
      .map(({ name, ports, restartPolicy }) => ({ name, ports, restartPolicy, env: [] })),
  },
  status: {
    phase: status.phase,
    podIP: status.podIP,
    podIPs: status.podIPs,
    hostIP: status.hostIP,
    hostIPs: status.hostIPs,
    conditions: [],
    containerStatuses: [],
    initContainerStatuses: [],
  },
});

/** Whether the pod is in an ambient mesh changes the port that policies see. */
function ambientOf({ annotations }: Pod['metadata']): Pod['metadata']['annotations'] {
  const redirection = annotations['ambient.istio.io/redirection'];
  return redirection === undefined ? {} : { 'ambient.istio.io/redirection': redirection };
}
