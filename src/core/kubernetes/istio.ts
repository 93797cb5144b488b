import * as z from 'zod';
import { LabelSelector } from './label-selector.ts';
import { list, maybe, part, Text } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';

const Mtls = maybe(z.object({ mode: maybe(Text) }));

/** PeerAuthentication of security.istio.io/v1: which clients a workload's proxy lets in. */
export const PeerAuthentication = z.object({
  metadata: ObjectMeta,
  spec: part({
    selector: maybe(LabelSelector),
    mtls: Mtls,
    portLevelMtls: maybe(z.record(z.string(), Mtls)),
  }),
});
export type PeerAuthentication = z.infer<typeof PeerAuthentication>;

const Tls = maybe(z.object({ mode: maybe(Text) }));

/** DestinationRule of networking.istio.io/v1: how a client's proxy speaks to a host. */
export const DestinationRule = z.object({
  metadata: ObjectMeta,
  spec: part({
    host: maybe(Text),
    trafficPolicy: part({
      tls: Tls,
      portLevelSettings: list(z.object({ port: part({ number: maybe(z.int()) }), tls: Tls })),
    }),
  }),
});
export type DestinationRule = z.infer<typeof DestinationRule>;
