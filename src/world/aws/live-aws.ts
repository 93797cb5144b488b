import { iamAction } from '../../core/aws/call.ts';
import type { Aws, AwsQuery, AwsReading } from '../../core/world/aws.ts';
import { clients } from './clients.ts';
import { isConfigured } from './configured.ts';
import { explainError } from './explain-error.ts';
import { nextPage, pageOf, requestsOf } from './request-of.ts';
import type { ServiceClient } from './service-client.ts';

/** A question that is throttled is asked again for so long, in milliseconds; the SDK waits 20 s at most between two times. */
const DEADLINE_MS = 90_000;
/** Pages of one question; targeted filters need one. */
const PAGES = 20;

interface Pages {
  readonly objects: unknown[];
  readonly truncated: boolean;
}

/**
 * The accounts that this machine's credentials open; a question is given up after `deadlineMs`. Nothing of the SDK is loaded before the
 * first question.
 */
export function liveAws(deadlineMs: number = DEADLINE_MS): Aws {
  const clientOf = clients();
  return {
    async read<T>(query: AwsQuery<T>, signal: AbortSignal): Promise<AwsReading<T>> {
      signal.throwIfAborted();
      const { call, by, values } = query;
      // An empty list of ids or values would ask for everything there is.
      if (by !== undefined && values.length === 0) return { status: 'ok', objects: [], calls: 0 };
      const deadline = AbortSignal.timeout(deadlineMs);
      const either = AbortSignal.any([signal, deadline]);
      let calls = 0;
      const sent = (): void => void calls++;
      try {
        const client = await clientOf(call.service, query);
        const all = await Promise.all(
          requestsOf(query).map((request) => pagesOf(client, query, request, either, sent)),
        );
        const objects = all.flatMap((one) => one.objects);
        const shaped = objects.flatMap((one) => call.shape.safeParse(one).data ?? []);
        const unreadable = objects.length - shaped.length;
        return {
          status: 'ok',
          objects: shaped,
          ...(all.some(({ truncated }) => truncated) && { truncated: true }),
          ...(unreadable > 0 && { unreadable }),
          calls,
        };
      } catch (error) {
        signal.throwIfAborted();
        const isDeadline = deadline.aborted && error instanceof Error && error.name === 'AbortError';
        const why = explainError(isDeadline ? deadline.reason : error);
        return { status: 'failed', action: iamAction(call), ...why, calls };
      }
    },
    where: async ({ profile = process.env['AWS_PROFILE'], region = process.env['AWS_REGION'] }) => ({
      source: 'live',
      ...(isName(profile) && { profile }),
      ...(isName(region) && { region }),
      ...((await isConfigured(process.env)) && { configured: true as const }),
    }),
  };
}

async function pagesOf(
  client: ServiceClient,
  { call }: AwsQuery<unknown>,
  request: object,
  signal: AbortSignal,
  sent: () => void,
): Promise<Pages> {
  const objects: unknown[] = [];
  let token: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await client.send(call.action, { ...request, ...pageOf(call, token) }, signal, sent);
    const value: unknown = call.key === '' ? answer : (answer as Record<string, unknown>)[call.key];
    objects.push(...[value ?? []].flat());
    token = nextPage(call, answer);
    if (token === undefined) return { objects, truncated: hasMore(answer) };
  }
  return { objects, truncated: true };
}

/** SearchTransitGatewayRoutes is not paged, and says that there is more. */
const hasMore = (answer: object): boolean =>
  'AdditionalRoutesAvailable' in answer && answer.AdditionalRoutesAvailable === true;

const isName = (text: string | undefined): text is string =>
  text !== undefined && /^[!-~]{1,100}$/.test(text);
