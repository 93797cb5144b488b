import type { ExecFailure, PodExec } from '../vantage/pod/pod-exec.ts';
import type { Place } from '../vantage/pod/place.ts';
import type { Link } from './connections.ts';
import { ReadProblem } from './read-problem.ts';
import { refusedAnswer } from './refused-answer.ts';
import { remoteProgram } from './remote-program.ts';
import { upgrade } from './upgrade.ts';

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const DEADLINE_MS = 15_000;

/**
 * Exec in a container by the API server: Pod's `exec` subresource
 * (https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#-strong-misc-operations-pod-v1-core-strong-). It runs argument
 * vectors as they are, so no shell reads them.
 */
export function podExec(connect: () => Promise<Link>, { namespace, pod, container }: Place): PodExec {
  return {
    async start(argv, signal) {
      const deadline = AbortSignal.timeout(DEADLINE_MS);
      try {
        const { connection } = await connect();
        const limit = AbortSignal.any([signal, deadline]);
        const options = await connection.options(limit);
        const opened = await upgrade(execUrl(connection.context.server), options, PROTOCOLS, limit);
        if ('status' in opened) throw refused(opened);
        const program = remoteProgram(opened);
        if (signal.aborted) program.close();
        else {
          signal.addEventListener('abort', program.close, { once: true });
          void program.ended.then(() => signal.removeEventListener('abort', program.close));
        }
        signal.throwIfAborted();
        return program;
      } catch (error) {
        signal.throwIfAborted();
        if (deadline.aborted)
          return {
            status: 'failed',
            reason: 'timeout',
            message: `exec did not start within ${DEADLINE_MS / 1000} s`,
          };
        if (error instanceof ReadProblem) return failure(error);
        throw error;
      }

      function execUrl(server: URL): URL {
        const url = new URL(server);
        url.pathname = `${server.pathname.replace(/\/$/, '')}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec`;
        const query = new URLSearchParams({ container, stdin: 'true', stdout: 'true', stderr: 'true' });
        for (const word of argv) query.append('command', word);
        url.search = query.toString();
        return url;
      }

      function refused(answer: Parameters<typeof refusedAnswer>[0]): ReadProblem {
        const needs = { verb: 'create', apiGroup: '', resource: 'pods/exec', namespace } as const;
        return refusedAnswer(answer, { needs, name: pod });
      }
    },
  };
}

const REASONS: Readonly<Partial<Record<ReadProblem['reason'], ExecFailure['reason']>>> = {
  forbidden: 'forbidden',
  unauthorized: 'unauthorized',
  credentials: 'unauthorized',
  'not-found': 'not-found',
  'no-such-api': 'not-found',
  unreadable: 'not-found',
  unreachable: 'unreachable',
  timeout: 'timeout',
};

function failure({ reason, message, said, needs }: ReadProblem): ExecFailure {
  return {
    status: 'failed',
    reason: REASONS[reason] ?? 'server-error',
    message,
    ...(said !== undefined && { said }),
    ...(needs && { needs }),
  };
}
