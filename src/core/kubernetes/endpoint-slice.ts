import * as z from 'zod';
import { list, maybe, part, Text } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';
import { ObjectName, PortName, ProtocolOrTcp } from './object-name.ts';

/** One endpoint of a slice. A missing `ready` counts as ready (discovery/v1). */
export const Endpoint = z.object({
  addresses: list(Text),
  conditions: part({
    ready: maybe(z.boolean()),
    serving: maybe(z.boolean()),
    terminating: maybe(z.boolean()),
  }),
  targetRef: maybe(z.object({ kind: maybe(Text), name: maybe(ObjectName), namespace: maybe(ObjectName) })),
  nodeName: maybe(ObjectName),
  zone: maybe(Text),
  hints: maybe(
    z.object({ forZones: list(z.object({ name: Text })), forNodes: list(z.object({ name: Text })) }),
  ),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** EndpointSlice of discovery.k8s.io/v1; its Service is in the label kubernetes.io/service-name. */
export const EndpointSlice = z.object({
  metadata: ObjectMeta,
  addressType: Text,
  endpoints: list(Endpoint),
  ports: list(
    z.object({
      name: maybe(z.union([PortName, z.literal('')])),
      protocol: ProtocolOrTcp,
      port: maybe(z.int()),
    }),
  ),
});
export type EndpointSlice = z.infer<typeof EndpointSlice>;
