import * as z from 'zod';
import { Labels } from './labels.ts';
import { dropping, list, maybe, Text } from './lenient.ts';
import { ObjectName } from './object-name.ts';
import { TimeText } from '../plain-text.ts';

/** Annotations that some verdict, or "who manages it", needs; all others are dropped. */
const KEPT = [
  'kubectl.kubernetes.io/default-container',
  'argocd.argoproj.io/tracking-id',
  'meta.helm.sh/release-name',
  'meta.helm.sh/release-namespace',
  'ambient.istio.io/redirection',
  'sidecar.istio.io/status',
  'linkerd.io/inject',
  'policies.kyverno.io/title',
  'security.openshift.io/namespace',
  'kubernetes.io/ingress.class',
  'traffic.sidecar.istio.io/includeInboundPorts',
  'traffic.sidecar.istio.io/excludeInboundPorts',
  'ingressclass.kubernetes.io/is-default-class',
  'vpc.amazonaws.com/pod-eni',
] as const;

const Annotations = dropping(
  (all) =>
    typeof all === 'object' && all !== null
      ? Object.fromEntries(
          KEPT.flatMap((key) => {
            const value = (all as Record<string, unknown>)[key];
            return typeof value === 'string' ? [[key, value.slice(0, 500)]] : [];
          }),
        )
      : {},
  z.partialRecord(z.enum(KEPT), z.string()),
);

/** Who changed the object, and when; the fields themselves are dropped. */
const ManagedFields = z.object({
  manager: maybe(Text),
  operation: maybe(Text),
  time: maybe(TimeText),
  subresource: maybe(Text),
});

/** Who made the object. */
export const OwnerReference = z.object({
  kind: ObjectName,
  name: ObjectName,
  controller: maybe(z.boolean()),
});
export type OwnerReference = z.infer<typeof OwnerReference>;

/**
 * Owners; one that no object can be is dropped. Nothing checks what whoever creates an object writes there, and a pod or a policy is not to
 * be overlooked for it.
 */
const Owners = dropping(
  (all) => (Array.isArray(all) ? all.filter((one) => OwnerReference.safeParse(one).success) : []),
  z.array(OwnerReference),
);

const shape = {
  name: ObjectName,
  labels: Labels,
  annotations: Annotations,
  ownerReferences: Owners,
  creationTimestamp: maybe(TimeText),
  deletionTimestamp: maybe(TimeText),
  managedFields: list(ManagedFields),
  generation: maybe(z.int()),
};

/** ObjectMeta of an object that no namespace holds. */
export const ClusterMeta = z.object(shape);
export type ClusterMeta = z.infer<typeof ClusterMeta>;

/** ObjectMeta of an object in a namespace; `default` where a file does not say (kubectl's own default). */
export const ObjectMeta = z.object({
  ...shape,
  namespace: ObjectName.nullish().transform((name) => name ?? 'default'),
});
export type ObjectMeta = z.infer<typeof ObjectMeta>;
