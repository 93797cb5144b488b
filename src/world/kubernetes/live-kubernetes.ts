import { POD, isReadable } from '../../core/kubernetes/resources.ts';
import type { Kubernetes, ReadFailure, Whereabouts } from '../../core/world/kubernetes.ts';
import { connectionTo, type Connection } from './connection.ts';
import { chooseContext } from './kubeconfig/chosen-context.ts';
import { inCluster } from './kubeconfig/in-cluster.ts';
import type { Kubeconfig } from './kubeconfig/kubeconfig.ts';
import { kubeconfigPlaces } from './kubeconfig/places.ts';
import { readKubeconfig } from './kubeconfig/read.ts';
import { listObjects } from './list-objects.ts';
import { lastLines, MOST_LOG_BYTES } from './log-lines.ts';
import { type Question, questionOf, type ServedVersions } from './question.ts';
import { ReadProblem } from './read-problem.ts';
import { reduced } from './reduced.ts';
import { visible } from '../../core/untrusted.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What start-up decides. */
export interface LiveOptions {
  /** The file of --kubeconfig. */
  readonly kubeconfig: string | undefined;
  readonly env: Env;
}

/**
 * The cluster that a kubeconfig, or the pod that this runs in, names. Reads nothing before it is asked. A context is
 * chosen by each call and changes nothing for the next.
 */
export function liveKubernetes({ kubeconfig, env }: LiveOptions): Kubernetes {
  let read: Promise<Kubeconfig> | undefined;
  const connections = new Map<string, { connection: Connection; served: ServedVersions }>();

  async function connect(context: string | undefined) {
    read ??= configuration(kubeconfig, env);
    const chosen = chooseContext(await read, context);
    const kept = connections.get(chosen.name);
    if (kept) return kept;
    const made = { connection: connectionTo(chosen, env), served: new Map() };
    connections.set(chosen.name, made);
    return made;
  }

  async function answer<T extends object>(
    context: string | undefined,
    signal: AbortSignal,
    look: (question: Question) => Promise<T>,
  ): Promise<({ status: 'ok'; requests: number } & T) | ReadFailure> {
    let question: Question | undefined;
    try {
      const { connection, served } = await connect(context);
      question = questionOf(connection, served, signal);
      const found = await look(question);
      return { status: 'ok', ...found, requests: question.requests() };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ReadProblem) return failure(error, question?.requests() ?? 0);
      throw error;
    }
  }

  return {
    get: async (ref, signal) =>
      answer(ref.context, signal, async (question) => {
        mustBeReadable(ref.resource);
        const { resource, namespace, name } = ref;
        const json = await question.ask({ resource, namespace: resource.namespaced ? namespace : undefined, name });
        const object = reduced(resource, json);
        if (object === undefined) throw new ReadProblem('unreadable', 'the object is not of the shape that the API promises');
        return { objects: [object] };
      }),
    list: async (query, signal) =>
      answer(query.context, signal, async (question) => {
        mustBeReadable(query.resource);
        const { objects, truncated, unreadable } = await listObjects(query, question);
        return { objects, ...(truncated && { truncated }), ...(unreadable > 0 && { unreadable }) };
      }),
    logs: async (query, signal) =>
      answer(query.context, signal, async (question) => {
        const { namespace, pod, container, previous, tailLines } = query;
        const text = await question.text(
          { resource: POD, namespace, name: pod, subresource: 'log' },
          {
            tailLines: String(tailLines),
            limitBytes: String(MOST_LOG_BYTES),
            ...(container !== undefined && { container }),
            ...(previous && { previous: 'true' }),
          },
        );
        return lastLines(text, tailLines);
      }),
    async where(context) {
      try {
        const { connection } = await connect(context);
        return whereabouts(connection);
      } catch (error) {
        if (error instanceof ReadProblem) return { source: 'none' };
        throw error;
      }
    },
  };
}
