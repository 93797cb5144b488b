import type { ResourceType } from '../../../core/kubernetes/resource-type.ts';
import type { Look } from '../../../core/tool.ts';
import type { Reading, ReadFailure } from '../../../core/world/kubernetes.ts';
import type { Input } from '../input.ts';

/** One object, or why it could not be read. */
export interface One<T> {
  object?: T;
  failure?: ReadFailure;
}

/** Objects, and why none or not all of them could be read. */
export interface Many<T> {
  objects: T[];
  found: number;
  truncated?: true;
  failure?: ReadFailure;
}

/** The questions of one call, by its context, counted. */
export interface Ask {
  get<T>(resource: ResourceType<T>, namespace: string | undefined, name: string): Promise<One<T>>;
  list<T>(resource: ResourceType<T>, query: Filter): Promise<Many<T>>;
  requests(): number;
}

/** Which objects; without a namespace those of all. */
export interface Filter {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
}

const NOT_UNDERSTOOD: ReadFailure = {
  status: 'failed',
  reason: 'unreadable',
  message: 'the object is not what the API promises',
  requests: 0,
};

/** What a call may ask of its cluster. */
export function asking(
  { world, signal }: Pick<Look, 'world' | 'signal'>,
  { context }: Pick<Input, 'context'>,
): Ask {
  let sent = 0;
  const counted = <T>(reading: Reading<T>): Reading<T> => {
    sent += reading.requests;
    return reading;
  };
  return {
    async get(resource, namespace, name) {
      const reading = counted(await world.kubernetes.get({ context, resource, namespace, name }, signal));
      if (reading.status === 'failed') return { failure: reading };
      const [object] = reading.objects;
      return object === undefined ? {} : { object };
    },
    async list(resource, filter) {
      const reading = counted(await world.kubernetes.list({ context, resource, ...filter }, signal));
      if (reading.status === 'failed') return { objects: [], found: 0, failure: reading };
      const { objects, truncated, unreadable = 0 } = reading;
      return {
        objects: [...objects],
        found: objects.length,
        ...(truncated && { truncated }),
        // An object that is not understood is there all the same.
        ...(unreadable > 0 && { failure: NOT_UNDERSTOOD }),
      };
    },
    requests: () => sent,
  };
}

/** The first of many, the number kept. */
export const atMost = <T>(many: Many<T>, most: number): Many<T> => ({
  ...many,
  objects: many.objects.slice(0, most),
});
