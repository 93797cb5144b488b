import { lastChangeOf } from '../../core/kubernetes/last-change.ts';
import { managedBy } from '../../core/kubernetes/managed-by.ts';
import { isModelled, isReady } from '../../core/kubernetes/pod-state.ts';
import { isRecent, when } from '../when.ts';
import type { UsedObjects } from './used.ts';

interface Line {
  readonly time: string;
  readonly text: string;
}

const MOST = 5;
/** A reason of an Event is a word in CamelCase (API conventions, Events); another is foreign text. */
const REASON = /^[A-Z][A-Za-z0-9]{1,60}$/;

/**
 * What changed of the objects that a verdict uses, the newest first: an object that decides at any time, others of the last two weeks.
 */
export function changedObjects({ objects, pods, events }: UsedObjects, at: string): string[] {
  const lines = [
    ...objects
      .filter((one) => one.decides || isRecent(changeTime(one), at))
      .flatMap((one) => ofObject(one, at)),
    ...pods.flatMap((one) => [...rolledOut(one, at), ...unready(one, at)]),
    ...events.flatMap((event) => ofEvent(event, at)).slice(0, 1),
  ];
  return lines
    .toSorted((a, b) => Number(a.time < b.time) - Number(a.time > b.time))
    .slice(0, MOST)
    .map(({ text }) => text);
}

type Used = UsedObjects['objects'][number];

const changeTime = ({ metadata }: Used): string => lastChangeOf(metadata)?.time ?? '';

function ofObject({ name, metadata }: Used, at: string): Line[] {
  const change = lastChangeOf(metadata);
  if (!change) return [];
  const { what, time, by } = change;
  const who = by === undefined ? '' : ` by ${by}`;
  const source =
    managedBy(metadata) === undefined ? '' : ': change it at its source, this command is temporary';
  return [{ time, text: `${name} ${what === 'created' ? 'created ' : ''}${when(time, at)}${who}${source}` }];
}

/** A roll-out: the newest of the pods began lately. */
function rolledOut({ name, pods }: UsedObjects['pods'][number], at: string): Line[] {
  const times = pods
    .flatMap(({ metadata }) => metadata.creationTimestamp ?? [])
    .filter((time) => isRecent(time, at));
  const [newest] = times.toSorted().toReversed();
  if (newest === undefined) return [];
  const share = pods.length === 1 ? 'the pod' : `${times.length} of ${pods.length} pods, the newest`;
  return [{ time: newest, text: `pods of ${name}: ${share} created ${when(newest, at)}` }];
}

/** Since when a pod is not ready. */
function unready({ name, pods }: UsedObjects['pods'][number], at: string): Line[] {
  const since = pods
    .filter((pod) => !isModelled(pod) && !isReady(pod))
    .flatMap(({ status }) => status.conditions.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? [])
    .filter((time) => isRecent(time, at))
    .toSorted();
  const [first] = since;
  const count = since.length === 1 ? 'a pod' : `${since.length} pods`;
  return first === undefined
    ? []
    : [{ time: first, text: `pods of ${name}: ${count} not ready since ${when(first, at)}` }];
}

function ofEvent(
  { lastTimestamp, eventTime, reason = '', involvedObject, metadata, count }: UsedObjects['events'][number],
  at: string,
): Line[] {
  const time = lastTimestamp ?? eventTime;
  if (time === undefined || !isRecent(time, at) || !REASON.test(reason) || involvedObject.name === undefined)
    return [];
  const often = count !== undefined && count > 1 ? `, ${count} times` : '';
  return [
    {
      time,
      text: `Event ${reason} of ${metadata.namespace}/${involvedObject.name} ${when(time, at)}${often}`,
    },
  ];
}
