import { type Check, claims, unknown } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import type { Case, Explanation } from './case.ts';
import { establishedLine } from './established.ts';
import { explain } from './explain.ts';
import type { PortJudgement } from './port.ts';
import type { Result } from './result.ts';
import { familyThatIsNotHere } from './family.ts';
import { testOf } from './test-of.ts';
import { untried } from './untried.ts';
import { listed } from './wording.ts';
import { whatTheyDo } from './what-they-do.ts';

const { fail, warn } = claims(failures);
/** Evidence that one check shows. */
const LINES = 5;

interface Explained {
  readonly result: Result;
  readonly why: Explanation;
}

/**
 * No address accepts. A code fails only when nothing else may: an address that was not tried, or of which nothing could be
 * said, leaves it a warning beside the unknown (a path may remain).
 */
export function judgeFailing(about: Case, all: readonly Result[]): PortJudgement {
  const { counting, note } = familyThatIsNotHere(about, all);
  const explained = counting.map((result): Explained => ({ result, why: explain(about, result) }));
  const groups = Map.groupBy(explained, ({ why }) => `${why.code} ${why.clause}`);
  const open = untried(about);
  const mayRemain = open !== undefined || explained.some(({ why }) => why.code === null || why.mayWork);
  const checks = [...groups.values()].map((group) => claimOf(about, group, mayRemain ? warn : fail));
  const order = (check: Check): number => (check.code === null ? 1 : 0);
  return {
    checks: [...checks.toSorted((a, b) => order(a) - order(b)), ...(open ? [open] : [])],
    notes: note === undefined ? [] : [note],
  };
}

function claimOf(about: Case, group: readonly Explained[], claim: typeof fail): Check {
  const [first] = group;
  if (!first) throw new TypeError('A group has a member.');
  const { code, fix } = first.why;
  const addresses = group.map(({ result }) => result.address);
  const said = {
    test: testOf(about, addresses),
    summary: whatTheyDo(addresses, first.why),
    evidence: [...first.why.evidence, ...others(group), ...establishedLine(about, addresses)].slice(0, LINES),
  };
  if (code === null) return unknown('tcp', { ...said, fix: fix ?? 'Ask again.' });
  return claim(code, { ...said, ...(fix !== undefined && { fix }) });
}

/** The first address is told in full; of the others, how their tries ended. */
const others = (group: readonly Explained[]): string[] =>
  group.length === 1
    ? []
    : [listed(group.slice(1).map(({ why, result }) => why.evidence[0] ?? result.address))];
