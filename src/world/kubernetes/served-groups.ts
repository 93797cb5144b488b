import * as z from 'zod';
import type { Exchange } from './exchange.ts';

/** Versions by group. */
export type Groups = ReadonlyMap<string, readonly string[]>;

const GroupList = z.object({
  groups: z.array(z.object({ name: z.string(), versions: z.array(z.object({ version: z.string() })) })),
});

/**
 * The API groups of a server (`/apis`, which every authenticated user may read: system:discovery). The questions of one call share
 * one answer, so that APIs which a server does not have cost one request together; the next call asks again.
 */
export class ServedGroups {
  readonly #byCall = new WeakMap<AbortSignal, Promise<Groups | undefined>>();

  /** Undefined where the server does not say. Rejects as `ask` does. */
  async get(call: AbortSignal, ask: () => Promise<Exchange>): Promise<Groups | undefined> {
    // A question that failed for a reason of its own is no answer to the next.
    const begun = this.#byCall.get(call);
    const shared = begun && (await begun.catch(() => undefined));
    if (shared) return shared;
    const answer = ask().then(groupsIn);
    answer.catch(() => undefined);
    this.#byCall.set(call, answer);
    return answer;
  }
}

function groupsIn({ status, body }: Exchange): Groups | undefined {
  if (status !== 200) return undefined;
  try {
    const { groups } = GroupList.parse(JSON.parse(body.toString('utf8')));
    return new Map(groups.map(({ name, versions }) => [name, versions.map(({ version }) => version)]));
  } catch {
    return undefined;
  }
}
