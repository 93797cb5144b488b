import { nameInSentence } from '../untrusted.ts';
import type { ClusterMeta } from './object-meta.ts';

/** When an object was changed last, and by which program, where that is known. */
export interface Change {
  readonly what: 'changed' | 'created';
  /** As the API writes it: RFC 3339, UTC. */
  readonly time: string;
  readonly by?: string;
}

/**
 * The last change of an object's own fields: what a controller writes into its status is none. Its creation where nothing else
 * is known. ManagedFieldsEntry of meta/v1.
 */
export function lastChangeOf({ managedFields, creationTimestamp }: ClusterMeta): Change | undefined {
  const [last] = managedFields
    .flatMap(({ time, manager, subresource }) =>
      time === undefined || (subresource ?? '') !== '' ? [] : [{ time, manager }],
    )
    .toSorted((a, b) => (a.time < b.time ? 1 : -1));
  if (!last)
    return creationTimestamp === undefined ? undefined : { what: 'created', time: creationTimestamp };
  const { time, manager } = last;
  return {
    what: time === creationTimestamp ? 'created' : 'changed',
    time,
    ...(manager !== undefined && { by: nameInSentence(manager) }),
  };
}

/** The last change as a line: `changed 2026-11-23T14:02:00Z by argocd-controller`. */
export function lastChange(meta: ClusterMeta): string | undefined {
  const { what, time, by } = lastChangeOf(meta) ?? {};
  return what === undefined ? undefined : `${what} ${time}${by === undefined ? '' : ` by ${by}`}`;
}
