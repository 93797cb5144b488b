import * as z from 'zod';
import type { ResourceType } from '../../core/kubernetes/resource-type.ts';
import type { ListQuery } from '../../core/world/kubernetes.ts';
import type { Question } from './question.ts';
import { ReadProblem } from './read-problem.ts';
import { reduced } from './reduced.ts';

/** As kubectl and controllers ask: large enough to be quick, small enough for the server. */
const PAGE = 500;
/** What no single answer of ours needs more of; the rest is said to be there. */
const MOST_OBJECTS = 20_000;

const Page = z.object({
  metadata: z.object({ continue: z.string().optional() }).nullish(),
  items: z.array(z.unknown()).nullish(),
});

/** Objects read, and whether there are more. */
export interface Listed<T> {
  readonly objects: T[];
  readonly truncated: true | undefined;
  readonly unreadable: number;
}

/**
 * Reads a list in pages (https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks).
 * When the list expires between two pages (410) it is begun once more. Throws ReadProblem.
 */
export async function listObjects<T>(query: ListQuery<T>, question: Question): Promise<Listed<T>> {
  try {
    return await pages(query, question);
  } catch (error) {
    if (error instanceof ReadProblem && error.reason === 'gone') return pages(query, question);
    throw error;
  }
}

async function pages<T>(query: ListQuery<T>, question: Question): Promise<Listed<T>> {
  const { resource, limit = MOST_OBJECTS } = query;
  const objects: T[] = [];
  let unreadable = 0;
  let next: string | undefined;
  do {
    const left = limit - objects.length - unreadable;
    const page = await onePage(query, Math.min(PAGE, left), next, question);
    for (const item of page.items ?? []) {
      const object = reduced(resource, item);
      if (object === undefined) unreadable++;
      else objects.push(object);
    }
    next = page.metadata?.continue || undefined;
  } while (next !== undefined && objects.length + unreadable < limit);
  return { objects, truncated: next === undefined ? undefined : true, unreadable };
}

async function onePage(
  { resource, namespace, labelSelector, fieldSelector }: ListQuery<unknown>,
  size: number,
  next: string | undefined,
  question: Question,
): Promise<z.infer<typeof Page>> {
  const json = await question.ask(place(resource, namespace), {
    limit: String(size),
    ...(labelSelector !== undefined && { labelSelector }),
    ...(fieldSelector !== undefined && { fieldSelector }),
    ...(next !== undefined && { continue: next }),
  });
  const page = Page.safeParse(json);
  if (page.success) return page.data;
  throw new ReadProblem('unreadable', 'the answer is no list of objects');
}

const place = (resource: ResourceType, namespace: string | undefined) => ({
  resource,
  ...(resource.namespaced && { namespace }),
});
