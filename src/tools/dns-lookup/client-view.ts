import type { ResolverConfig } from '../../core/world/dns.ts';
import type { View } from './observation.ts';
import { type Outcome, type OutcomeKind, outcomeOf } from './outcome.ts';

/** glibc and musl read no more `nameserver` lines than this (MAXNS). */
export const USED_SERVERS = 3;

/** The name servers that the resolver library uses. */
export const usedServers = ({ nameservers }: Pick<ResolverConfig, 'nameservers'>): string[] =>
  nameservers.slice(0, USED_SERVERS);

type Options = Pick<ResolverConfig, 'options'>;

/**
 * What a client with this configuration gets from the server of a view: as it asks itself, so without EDNS unless
 * `edns0` is set and over TCP with `use-vc`; and the second answer where the first was a passing SERVFAIL.
 */
export function clientOutcome(view: View, { options }: Options): Outcome {
  const first = outcomeOf(view.exchange);
  const overTcp = options.includes('use-vc') && view.tcp && outcomeOf(view.tcp);
  if (overTcp) return overTcp;
  const retried = first.kind === 'truncated' && view.tcp ? outcomeOf(view.tcp) : undefined;
  if (retried) return 'message' in retried ? retried : first;
  const plain = view.plain && outcomeOf(view.plain);
  if (
    plain &&
    (plain.kind !== 'silent' || first.kind === 'closed') &&
    !(options.includes('edns0') && 'message' in first)
  )
    return plain;
  const again = view.again && outcomeOf(view.again);
  return again && isAnswer(again.kind) ? again : first;
}

/** Whether the resolver library takes this for the answer; after anything else it goes on to the next server. */
export const isAnswer = (kind: OutcomeKind): boolean =>
  kind === 'data' || kind === 'no-data' || kind === 'nxdomain';

// What says most about why there is no answer, first.
const TELLING: readonly OutcomeKind[] = [
  'servfail', 'truncated', 'refused', 'other', 'referral', 'malformed', 'closed', 'unreachable', 'silent', 'not-allowed', 'error',
]; // prettier-ignore

/** The one of several failures that says most. */
export function mostTelling<T extends { outcome: { kind: OutcomeKind } }>(
  failures: readonly T[],
): T | undefined {
  return failures.toSorted((a, b) => TELLING.indexOf(a.outcome.kind) - TELLING.indexOf(b.outcome.kind))[0];
}
