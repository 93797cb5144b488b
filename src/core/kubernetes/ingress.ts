import * as z from 'zod';
import { list, maybe, part, Text } from './lenient.ts';
import { ClusterMeta, ObjectMeta } from './object-meta.ts';
import { ObjectName } from './object-name.ts';

/** Where an Ingress sends requests: a port of a Service, by number or by name. */
export const IngressBackend = z.object({
  service: maybe(
    z.object({ name: ObjectName, port: part({ number: maybe(z.int()), name: maybe(ObjectName) }) }),
  ),
});
export type IngressBackend = z.infer<typeof IngressBackend>;

/** Ingress of networking.k8s.io/v1. */
export const Ingress = z.object({
  metadata: ObjectMeta,
  spec: part({
    ingressClassName: maybe(ObjectName),
    defaultBackend: maybe(IngressBackend),
    rules: list(
      z.object({
        host: maybe(Text),
        http: part({
          paths: list(z.object({ path: maybe(Text), pathType: maybe(Text), backend: IngressBackend })),
        }),
      }),
    ),
  }),
  status: part({
    loadBalancer: part({ ingress: list(z.object({ ip: maybe(Text), hostname: maybe(Text) })) }),
  }),
});
export type Ingress = z.infer<typeof Ingress>;

/** IngressClass of networking.k8s.io/v1. */
export const IngressClass = z.object({ metadata: ClusterMeta, spec: part({ controller: maybe(Text) }) });
export type IngressClass = z.infer<typeof IngressClass>;
