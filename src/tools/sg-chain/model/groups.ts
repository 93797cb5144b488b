import { type Estate, type Gap, isGap } from './estate.ts';
import type { Flow } from './flow.ts';
import { type Rule, rulesOf } from './group-rules.ts';
import type { Place } from './place.ts';
import { cut, type Range } from './range.ts';
import { cutsOf, type Difference, matchRule, type Peer } from './rule-match.ts';

/** A rule that admits the flow but for what `differs` lists. */
export interface Miss {
  readonly rule: Rule;
  readonly differs: readonly Difference[];
}

/** What the union of the groups on a place says of a flow, in one direction. */
export interface GroupsSay {
  readonly verdict: 'allow' | 'deny' | 'partial' | 'unknown';
  /** Rules that admit it, wholly or in part. */
  readonly admitting: readonly Rule[];
  readonly misses: readonly Miss[];
  /** Parts of the peer's addresses that no rule admits. */
  readonly refused: readonly Range[];
  readonly gap?: Gap;
  /** How many rules of this direction there are. */
  readonly rules: number;
}

/**
 * The union of all groups on an interface: they only allow, and they keep state, so that returning packets are not looked at
 * (https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
 */
export function askGroups(estate: Estate, flow: Flow, place: Place, peer: Peer, egress: boolean): GroupsSay {
  const read = place.groups.map((group) => rulesOf(estate, group, egress));
  const rules = read.flatMap((one) => (isGap(one) ? [] : one));
  const admitting = new Set<Rule>();
  const misses = new Map<Rule, readonly Difference[]>();
  const refused: Range[] = [];
  const unknownParts: Range[] = [];
  let gap: Gap | undefined = read.find(isGap);
  const parts = cut(
    peer.range,
    rules.flatMap((rule) => cutsOf(estate, rule)),
  );
  for (const part of parts) {
    const matches = rules.map((rule) => ({ rule, match: matchRule(estate, flow, rule, peer, part) }));
    const yes = matches.filter(({ match }) => match.how === 'yes');
    for (const { rule } of yes) admitting.add(rule);
    if (yes.length > 0) continue;
    const unclear = matches.flatMap(({ match }) => (match.how === 'unknown' ? [match.gap] : []));
    gap ??= unclear[0];
    if (gap) unknownParts.push(part);
    else refused.push(part);
    for (const { rule, match } of matches) if (match.how === 'no') misses.set(rule, match.differs);
  }
  const all = {
    admitting: [...admitting],
    misses: [...misses].map(([rule, differs]) => ({ rule, differs })),
    refused,
    rules: rules.length,
  };
  if (unknownParts.length > 0 && gap) return { verdict: 'unknown', ...all, gap };
  if (refused.length === 0) return { verdict: 'allow', ...all };
  return { verdict: refused.length === parts.length ? 'deny' : 'partial', ...all };
}
