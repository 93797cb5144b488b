import * as z from 'zod';
import { list, maybe, part, Text } from './lenient.ts';
import { ClusterMeta } from './object-meta.ts';

/** Node of v1: its addresses, pod CIDRs and conditions. */
export const Node = z.object({
  metadata: ClusterMeta,
  spec: part({
    podCIDR: maybe(Text),
    podCIDRs: list(Text),
    unschedulable: maybe(z.boolean()),
    providerID: maybe(Text),
  }),
  status: part({
    addresses: list(z.object({ type: Text, address: Text })),
    conditions: list(z.object({ type: Text, status: Text, reason: maybe(Text) })),
    nodeInfo: maybe(
      z.object({
        osImage: maybe(Text),
        kernelVersion: maybe(Text),
        operatingSystem: maybe(Text),
        kubeletVersion: maybe(Text),
      }),
    ),
  }),
});
export type Node = z.infer<typeof Node>;
