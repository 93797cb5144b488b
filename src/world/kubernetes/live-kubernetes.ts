import { isReadable, resources } from '../../core/kubernetes/resources.ts';
import { resourceName, type ResourceType } from '../../core/kubernetes/resource-type.ts';
import type { Kubernetes } from '../../core/world/kubernetes.ts';
import { answer } from './answer.ts';
import { connections, type LiveOptions, whereabouts } from './connections.ts';
import { listObjects } from './list-objects.ts';
import { lastLines, MOST_LOG_BYTES } from './log-lines.ts';
import { ReadProblem } from './read-problem.ts';
import { reduced } from './reduced.ts';

/**
 * The cluster that a kubeconfig, or the pod that this runs in, names. Reads nothing before it is asked. A context is
 * chosen by each call and changes nothing for the next.
 */
export function liveKubernetes(
  options: LiveOptions,
  connect: ReturnType<typeof connections> = connections(options),
): Kubernetes {
  return {
    get: (ref, signal) =>
      answer(connect(ref.context), signal, async (question) => {
        const { resource, namespace, name } = ref;
        mustBeReadable(resource, name);
        const json = await question.ask({ resource, ...(resource.namespaced && { namespace }), name });
        const object = reduced(resource, json);
        if (object === undefined)
          throw new ReadProblem('unreadable', 'the object is not what the API promises');
        return { objects: [object] };
      }),
    list: (query, signal) =>
      answer(connect(query.context), signal, async (question) => {
        mustBeReadable(query.resource);
        const { objects, truncated, unreadable } = await listObjects(query, question);
        return { objects, ...(truncated && { truncated }), ...(unreadable > 0 && { unreadable }) };
      }),
    logs: ({ context, namespace, pod, container, previous, tailLines, sinceSeconds }, signal) =>
      answer(connect(context), signal, async (question) => {
        const text = await question.text(
          { resource: resources.pods, namespace, name: pod, subresource: 'log' },
          {
            tailLines: String(tailLines),
            limitBytes: String(MOST_LOG_BYTES),
            ...(container !== undefined && { container }),
            ...(previous && { previous: 'true' }),
            ...(sinceSeconds !== undefined && { sinceSeconds: String(sinceSeconds) }),
          },
        );
        return lastLines(text, tailLines);
      }),
    async where(context) {
      try {
        const found = whereabouts(await connect(context));
        return { ...found, ...(isChosen(options, context) && { chosen: true as const }) };
      } catch (error) {
        if (error instanceof ReadProblem) return { source: 'none' };
        throw error;
      }
    },
  };
}

/** Whether somebody said which cluster: by the call, at start-up, in the environment, or by running there. */
const isChosen = ({ kubeconfig, context: usual, env }: LiveOptions, context: string | undefined): boolean =>
  [context, usual, kubeconfig, env['KUBECONFIG'] || undefined, env['KUBERNETES_SERVICE_HOST']].some(
    (one) => one !== undefined,
  );

function mustBeReadable(resource: ResourceType, name?: string): void {
  if (!isReadable(resource, name))
    throw new ReadProblem('refused', `${resourceName(resource)} are never read`);
}
