import type { ReferenceGrant } from '../../../core/kubernetes/gateway.ts';

/**
 * Whether a ReferenceGrant permits HTTPRoutes of a namespace to refer to a Service of its own
 * (https://gateway-api.sigs.k8s.io/api-types/referencegrant/).
 */
export const isGranted = (grants: readonly ReferenceGrant[], from: string, service: string): boolean =>
  grants.some(
    ({ spec }) =>
      spec.from.some(
        ({ group, kind, namespace }) =>
          group === 'gateway.networking.k8s.io' && kind === 'HTTPRoute' && namespace === from,
      ) &&
      spec.to.some(
        ({ group, kind, name }) =>
          (group ?? '') === '' &&
          kind === 'Service' &&
          (name === undefined || name === '' || name === service),
      ),
  );
