import type { Pod } from './pod.ts';

/** Whether a pod has ended for good: it is nobody's endpoint and nobody's peer any more (netpol facts 21). */
export const isFinished = ({ status }: Pod): boolean =>
  status.phase === 'Succeeded' || status.phase === 'Failed';

/** Whether a pod is being deleted. */
export const isTerminating = ({ metadata }: Pod): boolean => metadata.deletionTimestamp !== undefined;

/** Whether the Ready condition of a pod is true: all its containers are ready and its readiness gates hold. */
export const isReady = ({ status }: Pod): boolean =>
  status.conditions.some((one) => one.type === 'Ready' && one.status === 'True');

/** Whether nothing is known of a pod's run: it is made from a template, or stands in a manifest. */
export const isModelled = ({ status }: Pod): boolean => status.phase === undefined;
