import * as z from 'zod';
import { ObjectMeta } from './object-meta.ts';

/** Larger than any configuration that people write. */
const MOST_CHARACTERS = 131_072;

/** ConfigMap of v1 that configures the cluster's DNS: its Corefile. Every other key is dropped. */
export const DnsConfigMap = z.object({
  metadata: ObjectMeta,
  data: z
    .object({ Corefile: z.string().max(MOST_CHARACTERS).optional() })
    .nullish()
    .transform((data) => data ?? {}),
});
export type DnsConfigMap = z.infer<typeof DnsConfigMap>;
