import type { ResolverConfig } from '../../core/world/dns.ts';
import { absolute, dotsIn } from './domain-name.ts';

/** A name that the resolver library puts on the wire for the name that was given. */
export interface Expansion {
  /** With its trailing dot. */
  readonly name: string;
  /** The search domain that made it; absent: the name as it was given. */
  readonly suffix?: string;
  /** False for one that this library never asks, shown for comparison. */
  readonly asked: boolean;
}

/** More search domains than these are not tried here. */
export const MOST_SUFFIXES = 8;

/**
 * The names that are asked for `name`, in order.
 * glibc (resolv.conf(5), res_search): with at least `ndots` dots first as it is, then by the search list; with fewer the other way round.
 * musl: with at least `ndots` dots only as it is. A trailing dot ends the matter in both.
 */
export function expansions(
  name: string,
  config: Pick<ResolverConfig, 'search' | 'ndots' | 'libc'>,
): Expansion[] {
  const asIs: Expansion = { name: absolute(name), asked: true };
  if (name.endsWith('.')) return [asIs];
  const enoughDots = dotsIn(name) >= config.ndots;
  const searched: Expansion[] = config.search
    .map((domain) => domain.replace(/\.$/, ''))
    // A root in the search list is the name as it is.
    .filter((domain) => domain !== '')
    .slice(0, MOST_SUFFIXES)
    .map((suffix) => ({ name: `${name}.${suffix}.`, suffix, asked: !(enoughDots && config.libc === 'musl') }))
    .filter((expansion) => expansion.name.length <= 254);
  return enoughDots ? [asIs, ...searched] : [...searched, asIs];
}
