import type { Pod } from './pod.ts';

/** Whether a pod runs, is not on its way out, and is Ready. */
export const isReady = ({ metadata, status }: Pod): boolean =>
  isRunning({ metadata, status }) &&
  status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True');

/** Whether programs can be started in a pod. */
export const isRunning = ({ metadata, status }: Pick<Pod, 'metadata' | 'status'>): boolean =>
  status.phase === 'Running' && metadata.deletionTimestamp === undefined;

/** The pod to look from, of those that a workload has: the newest that is ready, else the newest that runs. */
export function choosePod(pods: readonly Pod[]): Pod | undefined {
  const newest = byAge(pods.filter(isRunning)).toReversed();
  return newest.find(isReady) ?? newest[0];
}

/** Pods that differ: the newest, the oldest, and one on another node than the newest. Of the ready ones where there are any. */
export function samplePods(pods: readonly Pod[]): Pod[] {
  const running = pods.filter(isRunning);
  const ready = running.filter(isReady);
  const sorted = byAge(ready.length > 0 ? ready : running);
  const newest = sorted.at(-1);
  const elsewhere = sorted.findLast(({ spec }) => spec.nodeName !== newest?.spec.nodeName);
  return [...new Set([newest, sorted[0], elsewhere])].filter((pod): pod is Pod => pod !== undefined);
}

/** Oldest first; of one second, by name. */
const byAge = (pods: readonly Pod[]): Pod[] => pods.toSorted((a, b) => ageKey(a).localeCompare(ageKey(b)));

const ageKey = ({ metadata }: Pod): string => `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
