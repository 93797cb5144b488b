import { Observation as HttpSeen } from '../../tools/http-probe/observation.ts';
import type { WalkedLeg } from '../walk.ts';

/** The last answer of a walk: at the end of its redirects. */
export interface Answered {
  readonly url: string;
  readonly status: number;
}

/** Statuses by which an entrance says that it has no rule, or that its backend does not answer. */
export const NO_RULE = 404;
export const NO_BACKEND: readonly number[] = [502, 503, 504];

/** What a leg was answered over HTTP; undefined where nothing was. Of several addresses the worst status. */
export function answered({ looked }: WalkedLeg): Answered | undefined {
  const hop = HttpSeen.safeParse(looked.app?.seen).data?.hops.at(-1);
  const statuses = (hop?.exchanges ?? []).flatMap(({ outcome, status }) =>
    outcome === 'response' && status !== undefined ? [status] : [],
  );
  return hop && statuses.length > 0 ? { url: hop.url, status: Math.max(...statuses) } : undefined;
}

/** Whether an answer asks where the entrance leads. */
export const asksBehind = ({ status }: Answered): boolean =>
  status === NO_RULE || NO_BACKEND.includes(status);
