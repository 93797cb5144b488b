import { type Check, unknown } from '../../core/check.ts';
import type { Judgement } from '../../core/finding.ts';
import type { Stamp } from '../../core/tool.ts';
import { parseEnd } from './end.ts';
import { allowedChecks } from './evaluate/allowed.ts';
import type { Problem } from './evaluate/absent.ts';
import { type Case, caseOf } from './evaluate/case.ts';
import { deniedChecks } from './evaluate/denied.ts';
import { dnsChecks } from './evaluate/dns.ts';
import type { Named } from './evaluate/ends.ts';
import { notes } from './evaluate/notes.ts';
import { pairsOf } from './evaluate/pairs.ts';
import { survey } from './evaluate/survey.ts';
import { undecidedChecks } from './evaluate/undecided.ts';
import { readFix } from '../../core/kubernetes/read-fix.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';

/** Judges one question on both sides and in every family, and DNS on the way; or surveys a namespace. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  const about = caseOf(seen, input);
  if (input.source === undefined) return survey(about);
  const question = pairsOf(about);
  // Who dials an address asks no name server.
  const needed = !['address', 'node'].includes(parseEnd(input.destination ?? '').kind);
  const dnsOf = (sources: readonly Named[]): Check[] =>
    sources.flatMap((source) => dnsChecks(about, source, needed));
  if ('problem' in question) {
    // Whoever may not ask for names fails before it matters what is behind them.
    const denied = dnsOf(question.sources ?? []).filter(({ code }) => code !== null);
    return { checks: [untold(about, question), ...alike(denied)], notes: notes(about, 0) };
  }
  const dns = dnsOf([...new Map(question.pairs.map(({ source }) => [source.name, source])).values()]);
  return {
    checks: [
      ...deniedChecks(about, question),
      ...undecidedChecks(about, question),
      ...allowedChecks(about, question),
      ...alike(dns),
    ],
    notes: notes(about, question.leftOut, question.pairs),
  };
}

/** One check of each kind: the pods of a workload fare alike more often than not. */
const alike = (checks: readonly Check[]): Check[] => [
  ...new Map(checks.map((check) => [`${check.status} ${check.code}`, check])).values(),
];

function untold({ seen, input }: Case, { problem, unread }: Problem): Check {
  const files = seen.where.source === 'files';
  return unknown('policy', {
    test: `NetworkPolicy from ${input.source ?? '-'} to ${input.destination ?? '-'}`,
    summary: problem,
    fix: unread
      ? readFix(unread)
      : files
        ? 'Add its manifest, or correct the name.'
        : 'Correct the name, the namespace or the port.',
  });
}
