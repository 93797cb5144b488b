import * as z from 'zod';
import { Labels } from '../../../core/kubernetes/labels.ts';
import { ObjectName } from '../../../core/kubernetes/object-name.ts';
import { TimeText } from '../../../core/plain-text.ts';
import { Stamp } from '../../../core/tool.ts';

/** One pod of the source's workload. */
export const SampledPod = z.object({
  namespace: ObjectName,
  name: ObjectName,
  node: ObjectName.optional(),
  created: TimeText.optional(),
  labels: Labels,
});
export type SampledPod = z.infer<typeof SampledPod>;

/** The pods of a source that is a workload: the newest, the oldest and one on another node. */
export const SampleSeen = Stamp.extend({
  /** Its pods that run. */
  running: z.int(),
  pods: z.array(SampledPod),
});
export type SampleSeen = z.infer<typeof SampleSeen>;

/** `namespace/name` of a pod. */
export const nameOf = ({ namespace, name }: Pick<SampledPod, 'namespace' | 'name'>): string =>
  `${namespace}/${name}`;
