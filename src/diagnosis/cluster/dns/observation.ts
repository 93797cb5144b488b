import * as z from 'zod';
import { Corefile } from '../../../core/corefile/corefile.ts';
import { EndpointSlice } from '../../../core/kubernetes/endpoint-slice.ts';
import { ObjectName } from '../../../core/kubernetes/object-name.ts';
import { ObjectMeta } from '../../../core/kubernetes/object-meta.ts';
import { Pod } from '../../../core/kubernetes/pod.ts';
import { Service } from '../../../core/kubernetes/service.ts';
import { AddressText } from '../../../core/plain-text.ts';
import { DnsExchange } from '../../../core/world/dns.ts';
import { ReadFailure, Whereabouts } from '../../../core/world/kubernetes.ts';
import { many, one } from '../../../tools/service-audit/observation.ts';

/** What a pod of the cluster's DNS wrote last: lines that speak of errors only. */
export const PodLog = z.object({
  pod: ObjectName,
  /** Of the container before its last restart. */
  previous: z.boolean(),
  /** Only lines of the last ten minutes: they speak of now. */
  recent: z.boolean(),
  lines: z.array(z.string()),
  failure: ReadFailure.optional(),
});
export type PodLog = z.infer<typeof PodLog>;

/** The cluster's DNS, as the API has it, and who asks it. */
export const ClusterDns = z.object({
  cluster: Whereabouts,
  requests: z.int(),
  /** Name servers of the source's resolv.conf; absent where that could not be read. */
  nameservers: z.array(AddressText).optional(),
  /** The source's pod, or the one that its workload would make; absent where the source is none. */
  source: one(Pod).optional(),
  /** Services in front of the cluster's DNS; the one that is asked comes first. */
  services: many(Service),
  slices: many(EndpointSlice).optional(),
  pods: many(Pod).optional(),
  /** Pods of NodeLocal DNSCache. */
  nodeLocal: many(Pod).optional(),
  corefile: z
    .object({
      name: ObjectName,
      metadata: ObjectMeta.optional(),
      /** Absent with no failure: what is there is no Corefile that could be read. */
      parsed: Corefile.optional(),
      failure: ReadFailure.optional(),
    })
    .optional(),
  logs: z.array(PodLog),
  /** Asked by the source of the server that did not answer for a name from outside: a name of the cluster, and the zone outside. */
  controls: z.object({ inside: DnsExchange, outside: DnsExchange }).optional(),
});
export type ClusterDns = z.infer<typeof ClusterDns>;
