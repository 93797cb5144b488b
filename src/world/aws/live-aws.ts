import { iamAction } from '../../core/aws/call.ts';
import type { Aws, AwsQuery, AwsReading } from '../../core/world/aws.ts';
import { clients } from './clients.ts';
import { isConfigured } from './configured.ts';
import { explainError } from './explain-error.ts';
import { nextPage, pageOf, requestsOf } from './request-of.ts';
import type { ServiceClient } from './service-client.ts';

/** A question that is throttled is asked again for so long, in milliseconds. */
const DEADLINE_MS = 45_000;
/** Pages of one question; targeted filters need one. */
const PAGES = 20;

interface Pages {
  readonly objects: unknown[];
  readonly truncated: boolean;
  readonly calls: number;
}

/** The accounts that this machine's credentials open. Nothing of the SDK is loaded before the first question. */
export function liveAws(): Aws {
  const clientOf = clients();
  return {
    async read<T>(query: AwsQuery<T>, signal: AbortSignal): Promise<AwsReading<T>> {
      signal.throwIfAborted();
      const { call, by, values } = query;
      // An empty list of ids or values would ask for everything there is.
      if (by !== undefined && values.length === 0) return { status: 'ok', objects: [], calls: 0 };
      const deadline = AbortSignal.timeout(DEADLINE_MS);
      const either = AbortSignal.any([signal, deadline]);
      try {
        const client = await clientOf(call.service, query);
        const all = await Promise.all(
          requestsOf(query).map((request) => pagesOf(client, query, request, either)),
        );
        const objects = all.flatMap((one) => one.objects);
        const shaped = objects.flatMap((one) => call.shape.safeParse(one).data ?? []);
        const unreadable = objects.length - shaped.length;
        return {
          status: 'ok',
          objects: shaped,
          ...(all.some(({ truncated }) => truncated) && { truncated: true }),
          ...(unreadable > 0 && { unreadable }),
          calls: all.reduce((sum, one) => sum + one.calls, 0),
        };
      } catch (error) {
        signal.throwIfAborted();
        const why = deadline.aborted ? explainError(deadline.reason) : explainError(error);
        return { status: 'failed', action: iamAction(call), ...why, calls: attemptsOf(error) };
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
): Promise<Pages> {
  const objects: unknown[] = [];
  let token: string | undefined;
  let calls = 0;
  for (let page = 0; page < PAGES; page++) {
    const answer = await client.send(call.action, { ...request, ...pageOf(call, token) }, signal);
    calls += attemptsOf(answer);
    const value: unknown = call.key === '' ? answer : (answer as Record<string, unknown>)[call.key];
    objects.push(...[value ?? []].flat());
    token = nextPage(call, answer);
    if (token === undefined) return { objects, truncated: hasMore(answer), calls };
  }
  return { objects, truncated: true, calls };
}

/** SearchTransitGatewayRoutes is not paged, and says that there is more. */
const hasMore = (answer: object): boolean =>
  'AdditionalRoutesAvailable' in answer && answer.AdditionalRoutesAvailable === true;

function attemptsOf(answer: unknown): number {
  if (typeof answer !== 'object' || answer === null || !('$metadata' in answer)) return 1;
  const { $metadata: metadata } = answer;
  const isKnown = typeof metadata === 'object' && metadata !== null && 'attempts' in metadata;
  return isKnown && typeof metadata.attempts === 'number' ? metadata.attempts : 1;
}

const isName = (text: string | undefined): text is string =>
  text !== undefined && /^[!-~]{1,100}$/.test(text);
