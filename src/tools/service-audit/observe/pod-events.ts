import type { Event } from '../../../core/kubernetes/event.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { isFinished, isModelled, isReady } from '../../../core/kubernetes/pod-state.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { type Ask, atMost, type Many } from './ask.ts';

const MOST_PODS = 2;
const MOST_EVENTS = 10;

/** What components said lately of the first pods that are not ready; undefined where all are. */
export async function podEvents(
  ask: Ask,
  namespace: string,
  pods: readonly Pod[],
): Promise<Many<Event> | undefined> {
  const unready = pods.filter((pod) => !isReady(pod) && !isFinished(pod) && !isModelled(pod));
  if (unready.length === 0) return undefined;
  const each = await Promise.all(
    unready.slice(0, MOST_PODS).map(({ metadata }) =>
      ask.list(resources.events, {
        namespace,
        fieldSelector: `involvedObject.kind=Pod,involvedObject.name=${metadata.name}`,
        limit: 100,
      }),
    ),
  );
  const failure = each.find((one) => one.failure)?.failure;
  const all = each.flatMap(({ objects }) => objects).toSorted((a, b) => (lastSeen(a) < lastSeen(b) ? 1 : -1));
  return atMost({ objects: all, found: all.length, ...(failure && { failure }) }, MOST_EVENTS);
}

const lastSeen = ({ lastTimestamp, eventTime, firstTimestamp }: Event): string =>
  lastTimestamp ?? eventTime ?? firstTimestamp ?? '';
