import { Refused } from '../../../core/bad-input.ts';
import type { Look } from '../../../core/tool.ts';
import type { HttpReply } from '../../../core/world/http.ts';
import type { End, Hop } from '../observation.ts';
import { askHop, type HopPlan } from './hop.ts';
import { isRedirect, nextUrl } from './next-url.ts';

const MOST_REDIRECTS = 5;

/** A chain of redirects as it was walked. */
export interface Chain {
  readonly hops: readonly [Hop, ...Hop[]];
  readonly end: End;
  /** The reply to the first URL. */
  readonly first?: HttpReply;
  /** The plan and the reply of the last hop that was asked. */
  readonly last: { readonly plan: HopPlan; readonly reply?: HttpReply };
}

/**
 * Asks a URL and follows its redirects, five at most, each by the way that `planFor` gives it and through the
 * address policy anew. Throws Refused when the first URL itself may not be asked.
 */
export async function walkChain(
  look: Look,
  first: HopPlan,
  planFor: (url: string) => HopPlan | undefined,
): Promise<Chain> {
  const later: Hop[] = [];
  let begun: Hop | undefined;
  const asked = new Set<string>();
  let plan = first;
  let answer: HttpReply | undefined;
  for (;;) {
    const { hop, reply, refusal } = await askHop(look, plan);
    if (begun) later.push(hop);
    const start = (begun ??= hop);
    if (start === hop) answer = reply;
    asked.add(URL.canParse(plan.url) ? new URL(plan.url).href : plan.url);
    const ended = (end: End): Chain => ({
      hops: [start, ...later],
      end,
      ...(answer && { first: answer }),
      last: { plan, ...(reply && { reply }) },
    });
    if (refusal !== undefined) {
      if (later.length > 0) return ended('refused');
      throw new Refused('The host of the URL, or the proxy, may not be contacted.', refusal);
    }
    if (reply?.status === undefined || reply.outcome !== 'response') return ended('unanswered');
    if (!isRedirect(reply.status)) return ended('answered');
    const next = nextUrl(plan.url, reply.location);
    if ('end' in next) return ended(next.end);
    if (asked.has(next.url)) return ended('loop');
    const following = later.length >= MOST_REDIRECTS ? undefined : planFor(next.url);
    if (!following) return ended('too-many');
    look.progress(`redirect ${later.length + 1}`);
    plan = following;
  }
}
