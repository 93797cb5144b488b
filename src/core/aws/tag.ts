import * as z from 'zod';

/** A tag: foreign text. */
export const Tag = z.object({ Key: z.string().max(128), Value: z.string().max(256) });
export type Tag = z.infer<typeof Tag>;

/** Tags that say who manages a resource or to what it belongs; all others are dropped. */
const KEPT =
  /^(?:aws:cloudformation:stack-name|aws:eks:cluster-name|eks:cluster-name|elbv2\.k8s\.aws\/cluster|(?:kubernetes\.io\/cluster|cluster\.k8s\.amazonaws\.com|node\.k8s\.amazonaws\.com|vpcresources\.k8s\.aws)\/.+|(?:managed[-_]?by|terraform|owner|team)$)/i;

const isTag = (value: unknown): value is { Key: string; Value: string } =>
  typeof value === 'object' &&
  value !== null &&
  'Key' in value &&
  typeof value.Key === 'string' &&
  'Value' in value &&
  typeof value.Value === 'string';

/** The tags that some verdict, or "who manages it", needs. */
export const Tags = z.preprocess(
  (all) =>
    Array.isArray(all)
      ? all
          .filter(isTag)
          .filter(({ Key }) => KEPT.test(Key))
          .map(({ Key, Value }) => ({ Key: Key.slice(0, 128), Value: Value.slice(0, 256) }))
      : [],
  z.array(Tag),
);
