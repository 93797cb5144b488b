import { pass, unknown } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { answered, dataOf, outcomeOf } from '../outcome.ts';
import { type Case, warn } from './case.ts';
import type { Judged } from './judged.ts';
import { type Trouble, troubleOf } from './server-trouble.ts';
import { addressesOf, listed, quotesOf, viewLine } from './wording.ts';

/** Each server that was named in the call: a side view, so it warns at most. */
export function judgeGivenServers(at: Case): Judged {
  const judged = [...new Set(at.input.servers)].map((server) => judgeServer(at, server));
  return { checks: judged.flatMap(({ checks }) => checks), notes: judged.flatMap(({ notes }) => notes) };
}

function judgeServer({ seen, main }: Case, server: string): Judged {
  const views = seen.views.filter(({ role, exchange }) => role === 'given' && exchange.server === server);
  const said = {
    test: `${views.map(({ exchange }) => exchange.type).join('+')} ${nameInSentence(main.story.effectiveName)} @${server}`,
    evidence: views.map(viewLine),
    untrusted: views.flatMap(quotesOf),
  };
  const trouble = troubleOf(views, seen);
  if (trouble) return ofTrouble(trouble, said);
  const found = views.flatMap(({ exchange }) => {
    const outcome = outcomeOf(exchange);
    return answered(outcome) ? dataOf({ message: outcome.message, type: exchange.type }) : [];
  });
  // A server that denies the name is compared with the others, and is no fault by itself.
  if (found.length === 0) return { checks: [], notes: [`@${server} has no such name or record.`] };
  const what = listed(addressesOf(found)) || `${found.length} records`;
  return { checks: [pass('dns', { ...said, summary: `@${server} answers: ${what}` })], notes: [] };
}

function ofTrouble(
  { code, kind, summary, server, view }: Trouble,
  said: { test: string; evidence: string[] },
): Judged {
  if (code !== undefined) return { checks: [warn(code, { ...said, summary })], notes: [] };
  if (kind !== 'not-allowed') return { checks: [], notes: [`${summary}.`] };
  const rule = view.exchange.attempts[0]?.detail ?? 'the address policy';
  const fix = 'Start with --allow-cidr for that address, if it is a name server of yours.';
  return {
    checks: [unknown('dns', { ...said, summary: `@${server} was not asked: ${rule}`, fix })],
    notes: [],
  };
}
