import * as z from 'zod';
import { CutText, list, maybe, part, Text } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';
import { ObjectName } from './object-name.ts';

const Conditions = list(z.object({ type: Text, status: Text, reason: maybe(Text), message: maybe(CutText) }));
export type Conditions = z.infer<typeof Conditions>;

/** The reference to an object of the Gateway API; its namespace is the referrer's where it is not named. */
const Reference = {
  group: maybe(Text),
  kind: maybe(ObjectName),
  namespace: maybe(ObjectName),
  name: ObjectName,
};

/** Gateway of gateway.networking.k8s.io/v1. */
export const Gateway = z.object({
  metadata: ObjectMeta,
  spec: part({
    gatewayClassName: maybe(ObjectName),
    listeners: list(
      z.object({ name: ObjectName, hostname: maybe(Text), port: z.int(), protocol: maybe(Text) }),
    ),
  }),
  status: part({ conditions: Conditions }),
});
export type Gateway = z.infer<typeof Gateway>;

const BackendRef = z.object({ ...Reference, port: maybe(z.int()), weight: maybe(z.int()) });
export type BackendRef = z.infer<typeof BackendRef>;

const Match = z.object({
  path: maybe(z.object({ type: maybe(Text), value: maybe(Text) })),
  headers: list(z.object({ name: Text })),
  queryParams: list(z.object({ name: Text })),
  method: maybe(Text),
});
export type RouteMatch = z.infer<typeof Match>;

/** HTTPRoute of gateway.networking.k8s.io/v1. */
export const HttpRoute = z.object({
  metadata: ObjectMeta,
  spec: part({
    parentRefs: list(z.object({ ...Reference, sectionName: maybe(ObjectName) })),
    hostnames: list(Text),
    rules: list(
      z.object({
        matches: list(Match),
        filters: list(z.object({ type: maybe(Text) })),
        backendRefs: list(BackendRef),
      }),
    ),
  }),
  status: part({
    parents: list(z.object({ parentRef: z.object(Reference), conditions: Conditions })),
  }),
});
export type HttpRoute = z.infer<typeof HttpRoute>;

/** ReferenceGrant of gateway.networking.k8s.io/v1beta1: who may refer into its namespace. */
export const ReferenceGrant = z.object({
  metadata: ObjectMeta,
  spec: part({
    from: list(z.object({ group: maybe(Text), kind: Text, namespace: Text })),
    to: list(z.object({ group: maybe(Text), kind: Text, name: maybe(Text) })),
  }),
});
export type ReferenceGrant = z.infer<typeof ReferenceGrant>;
