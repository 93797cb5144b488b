import * as z from 'zod';
import { ObjectName } from '../kubernetes/object-name.ts';
import { ReadMessage, UnreadReason } from '../kubernetes/read-message.ts';
import type { ResourceType } from '../kubernetes/resource-type.ts';
import { PlaceName, Word } from '../plain-text.ts';

/** One object by name. `context` is a context of the kubeconfig; absent: the current one. */
export interface ObjectRef<T> {
  readonly context?: string | undefined;
  readonly resource: ResourceType<T>;
  /** Absent for what belongs to no namespace. */
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** The objects of one resource, in one namespace or, without `namespace`, in all of them. */
export interface ListQuery<T> {
  readonly context?: string | undefined;
  readonly resource: ResourceType<T>;
  readonly namespace?: string | undefined;
  /** As kubectl's --selector and --field-selector. */
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** At most so many objects; what is beyond makes the answer `truncated`. */
  readonly limit?: number | undefined;
}

/** The last lines of a container's log. */
export interface LogQuery {
  readonly context?: string | undefined;
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string | undefined;
  /** Of the container that ran before the last restart. */
  readonly previous?: boolean | undefined;
  readonly tailLines: number;
  /** Only lines that are younger than so many seconds. */
  readonly sinceSeconds?: number | undefined;
}

/** The RBAC rule without which a request is refused (https://kubernetes.io/docs/reference/access-authn-authz/rbac/). */
export const RbacNeed = z.object({
  verb: z.enum(['get', 'list', 'create']),
  apiGroup: z.string().regex(/^[a-z0-9.-]*$/),
  resource: z.string().regex(/^[a-z]+(?:\/[a-z]+)?$/),
  namespace: PlaceName.optional(),
  /** The one object that is meant, where only some objects of the resource are ever read. */
  name: ObjectName.optional(),
});
export type RbacNeed = z.infer<typeof RbacNeed>;

/**
 * Why an answer is missing. `no-such-api`: the server has no such group, version or resource. `not-understood`: it has the resource,
 * in versions that are not known here. `gone`: the list expired while
 * it was paged (410). `not-in-files`: the files given do not hold it, which says nothing about the cluster. `unreadable`: an
 * answer that is not what the API promises, or larger than what is read. `refused`: never asked for, as Secrets are.
 */
export const ReadFailure = z.object({
  status: z.literal('failed'),
  reason: z.enum([
    'unauthorized',
    'forbidden',
    'not-found',
    'no-such-api',
    'not-understood',
    'gone',
    'throttled',
    'server-error',
    'timeout',
    'unreachable',
    'unreadable',
    'no-cluster',
    'no-such-context',
    'credentials',
    'refused',
    'not-in-files',
    'not-recorded',
  ]),
  /** Our own sentence. */
  message: ReadMessage,
  /** What the server, or a library, said: foreign text. */
  said: z.string().optional(),
  needs: RbacNeed.optional(),
  /** Requests sent for it. */
  requests: z.int(),
});
export type ReadFailure = z.infer<typeof ReadFailure>;

/**
 * What came of a question. Over files, objects that are not there prove nothing about the cluster: see {@link Whereabouts}.
 */
export type Reading<T> =
  | {
      readonly status: 'ok';
      readonly objects: readonly T[];
      /** There are more than these. */
      readonly truncated?: true;
      /** Objects that are not of the shape that the API promises: left out. */
      readonly unreadable?: number;
      readonly requests: number;
    }
  | ReadFailure;

/** The last lines of a log: foreign text, each line cut to a bound. */
export type LogReading =
  | {
      readonly status: 'ok';
      readonly lines: readonly string[];
      readonly truncated?: true;
      readonly requests: number;
    }
  | ReadFailure;

/** A document of the manifests that could not be read: the file's name is plain, and the reason is ours. */
export const Unread = z.object({
  file: z.string().regex(/^[A-Za-z0-9._/@+-]{1,200}$|^\(a file with an unusual name\)$/),
  line: z.int(),
  why: UnreadReason,
  /** The resources of which it may hold objects, as far as its words tell; absent: anything. */
  mayHold: z.array(Word).optional(),
  /** The namespace of all of them, where it says one. */
  namespace: PlaceName.optional(),
});
export type Unread = z.infer<typeof Unread>;

/** Which cluster, or which stand-in, answers. */
export const Whereabouts = z.object({
  source: z.enum(['live', 'files', 'recording', 'none']),
  context: PlaceName.optional(),
  /** Host and port of the API server. */
  server: Word.optional(),
  /** The namespace that the context names. */
  namespace: PlaceName.optional(),
  /** Of a live cluster: it was named for this run, not merely found in the home folder. */
  chosen: z.literal(true).optional(),
  /** Of files: the documents that could not be read so far, and how many more there are. */
  unread: z.array(Unread).optional(),
  unreadMore: z.int().optional(),
});
export type Whereabouts = z.infer<typeof Whereabouts>;

/**
 * What can be asked of a cluster: get and list, nothing that writes, and never Secrets. Each verb has a deadline and bounds of
 * its own; what goes wrong is in the answer. A verb rejects only with the reason of `signal`, when that fires.
 */
export interface Kubernetes {
  /** One object: `objects` holds exactly it, or the answer is `failed`. */
  get<T>(ref: ObjectRef<T>, signal: AbortSignal): Promise<Reading<T>>;
  list<T>(query: ListQuery<T>, signal: AbortSignal): Promise<Reading<T>>;
  logs(query: LogQuery, signal: AbortSignal): Promise<LogReading>;
  where(context?: string): Promise<Whereabouts>;
}
