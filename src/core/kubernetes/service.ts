import * as z from 'zod';
import { IntOrName } from './container.ts';
import { Labels } from './labels.ts';
import { list, maybe, part, Text } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';
import { PortName, ProtocolOrTcp } from './object-name.ts';

/** A port of a Service; a missing targetPort is the port itself. */
export const ServicePort = z.object({
  name: maybe(PortName),
  protocol: ProtocolOrTcp,
  port: z.int(),
  targetPort: maybe(IntOrName),
  nodePort: maybe(z.int()),
  appProtocol: maybe(Text),
});
export type ServicePort = z.infer<typeof ServicePort>;

/** Service of v1. A missing or empty selector is a Service whose endpoints somebody else writes. */
export const Service = z.object({
  metadata: ObjectMeta,
  spec: part({
    type: maybe(Text),
    selector: Labels,
    ports: list(ServicePort),
    clusterIP: maybe(Text),
    clusterIPs: list(Text),
    ipFamilies: list(Text),
    ipFamilyPolicy: maybe(Text),
    externalIPs: list(Text),
    externalName: maybe(Text),
    externalTrafficPolicy: maybe(Text),
    internalTrafficPolicy: maybe(Text),
    trafficDistribution: maybe(Text),
    publishNotReadyAddresses: maybe(z.boolean()),
    sessionAffinity: maybe(Text),
    loadBalancerSourceRanges: list(Text),
  }),
  status: part({
    loadBalancer: part({ ingress: list(z.object({ ip: maybe(Text), hostname: maybe(Text) })) }),
  }),
});
export type Service = z.infer<typeof Service>;
