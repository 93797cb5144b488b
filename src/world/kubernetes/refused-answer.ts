import * as z from 'zod';
import type { RbacNeed } from '../../core/world/kubernetes.ts';
import type { Exchange } from './exchange.ts';
import { ReadProblem } from './read-problem.ts';

/** A failure as the API says it: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/. */
const Status = z.object({
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z.object({ name: z.string().optional() }).nullish(),
});

/** Asked for what: the rule it takes, and the object's name where one was asked for. */
export interface Asked {
  readonly needs: RbacNeed;
  readonly name?: string | undefined;
}

/** What an answer other than 200 means: HTTP status codes of the Kubernetes API conventions. */
export function refusedAnswer({ status, body }: Exchange, { needs, name }: Asked): ReadProblem {
  const { message: said, details } = statusOf(body);
  const problem = (reason: ReadProblem['reason'], message: string): ReadProblem =>
    new ReadProblem(reason, message, { said, needs: reason === 'forbidden' ? needs : undefined });
  if (status === 401) return problem('unauthorized', 'the API server does not accept the credentials (401)');
  if (status === 403) return problem('forbidden', 'the API server does not permit it (403)');
  // "404 page not found" is the answer where there is no such group or version.
  if (status === 404)
    return name !== undefined && details?.name === name
      ? problem('not-found', 'there is no such object (404)')
      : problem('no-such-api', 'the API server has no such resource (404)');
  if (status === 410) return problem('gone', 'the list expired while it was read (410)');
  if (status === 429) return problem('throttled', 'the API server is too busy (429)');
  if (status >= 500) return problem('server-error', `the API server fails (${status})`);
  return problem('unreadable', `the API server answers with status ${status}`);
}

function statusOf(body: Buffer): z.infer<typeof Status> {
  try {
    return Status.parse(JSON.parse(body.subarray(0, 65_536).toString('utf8')));
  } catch {
    return { message: body.subarray(0, 300).toString('utf8') };
  }
}
