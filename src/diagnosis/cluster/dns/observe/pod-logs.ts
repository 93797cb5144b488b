import type { Pod } from '../../../../core/kubernetes/pod.ts';
import { isReady } from '../../../../core/kubernetes/pod-state.ts';
import type { Context } from '../../../../core/tool.ts';
import type { LogQuery } from '../../../../core/world/kubernetes.ts';
import type { PodLog } from '../observation.ts';

/** Logs of more pods say the same again. */
const MOST_PODS = 3;
const TAIL = 200;
const RECENT_SECONDS = 600;
const MOST_LINES = 20;

/** CoreDNS writes the level in brackets in front; a panic of Go has none. */
const SPEAKS_OF_ERRORS = /\[(?:ERROR|FATAL|PANIC)\]|^panic:|plugin\/loop/;

interface Read {
  readonly logs: PodLog[];
  readonly requests: number;
}

/**
 * The last errors that the pods of the cluster's DNS logged: those that are not ready first. Of a container that does not run,
 * and did before, what it wrote then.
 */
export async function readLogs(
  { world, signal }: Pick<Context, 'world' | 'signal'>,
  pods: readonly Pod[],
  context: string | undefined,
): Promise<Read> {
  const chosen = pods.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b))).slice(0, MOST_PODS);
  let requests = 0;
  async function read(pod: Pod, how: Partial<LogQuery>): Promise<PodLog> {
    const { namespace, name } = pod.metadata;
    const container = pod.spec.containers[0]?.name;
    const query = { context, namespace, pod: name, container, tailLines: TAIL, ...how };
    const answer = await world.kubernetes.logs(query, signal);
    requests += answer.requests;
    const kept = { pod: name, previous: how.previous === true, recent: how.sinceSeconds !== undefined };
    if (answer.status === 'failed') return { ...kept, lines: [], failure: answer };
    return { ...kept, lines: answer.lines.filter((line) => SPEAKS_OF_ERRORS.test(line)).slice(-MOST_LINES) };
  }
  const ofEach = chosen.map(async (pod) => {
    if (isReady(pod)) return [await read(pod, { sinceSeconds: RECENT_SECONDS })];
    const own = await read(pod, {});
    const restarted = pod.status.containerStatuses.some(({ restartCount = 0 }) => restartCount > 0);
    return own.lines.length > 0 || !restarted ? [own] : [own, await read(pod, { previous: true })];
  });
  return { logs: (await Promise.all(ofEach)).flat(), requests };
}
