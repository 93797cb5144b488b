import * as z from 'zod';
import { LabelSelector } from './label-selector.ts';
import { Labels } from './labels.ts';
import { maybe, part } from './lenient.ts';
import { ObjectMeta } from './object-meta.ts';
import { PodSpec } from './pod.ts';

/** The pods that a workload makes. */
export const PodTemplate = z.object({ metadata: part({ labels: Labels }), spec: PodSpec });
export type PodTemplate = z.infer<typeof PodTemplate>;

/** Kinds of apps/v1, batch/v1 and v1 that make pods. */
export const WORKLOAD_KINDS = [
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicationController',
] as const;

const count = maybe(z.int());

/** A ReplicationController's selector is a plain map of labels. */
const Selector = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null) return value;
  const plain = Object.values(value).every((one) => typeof one === 'string');
  return plain && Object.keys(value).length > 0 ? { matchLabels: value } : value;
}, LabelSelector);

/** A workload of any kind. A CronJob's template is two levels down: {@link templateOf}. */
export const Workload = z.object({
  kind: z.enum(WORKLOAD_KINDS),
  metadata: ObjectMeta,
  spec: part({
    replicas: count,
    selector: maybe(Selector),
    template: maybe(PodTemplate),
    jobTemplate: maybe(z.object({ spec: part({ template: maybe(PodTemplate) }) })),
    suspend: maybe(z.boolean()),
  }),
  status: part({
    replicas: count,
    readyReplicas: count,
    updatedReplicas: count,
    availableReplicas: count,
    observedGeneration: count,
    numberReady: count,
    desiredNumberScheduled: count,
  }),
});
export type Workload = z.infer<typeof Workload>;

/** The template of the pods that a workload makes, or its jobs make. */
export const templateOf = ({ spec }: Workload): PodTemplate | undefined =>
  spec.template ?? spec.jobTemplate?.spec.template;
