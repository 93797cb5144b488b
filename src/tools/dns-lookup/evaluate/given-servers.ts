import { type Check, pass, unknown } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { answered, dataOf, outcomeOf } from '../outcome.ts';
import { type Case, warn } from './case.ts';
import { type Trouble, troubleOf } from './server-trouble.ts';
import { addressesOf, listed, quotesOf, viewLine } from './wording.ts';

interface Judged {
  readonly checks: readonly Check[];
  readonly notes: readonly string[];
}

/** Each server that was named in the call: a side view, so it warns at most. */
export function judgeGivenServers({ seen, input, main }: Case): Judged {
  const checks: Check[] = [];
  const notes: string[] = [];
  for (const server of new Set(input.servers)) {
    const views = seen.views.filter(({ role, exchange }) => role === 'given' && exchange.server === server);
    const trouble = troubleOf(views, seen);
    const said = {
      test: `${views.map(({ exchange }) => exchange.type).join('+')} ${nameInSentence(main.story.effectiveName)} @${server}`,
      evidence: views.map(viewLine),
      untrusted: views.flatMap(quotesOf),
    };
    if (trouble) report(trouble, said);
    else {
      const found = views.flatMap(({ exchange }) => {
        const outcome = outcomeOf(exchange);
        return answered(outcome) ? dataOf({ message: outcome.message, type: exchange.type }) : [];
      });
      // A server that denies the name is compared with the others, and is no fault by itself.
      const what = listed(addressesOf(found)) || `${found.length} records`;
      if (found.length > 0) checks.push(pass('dns', { ...said, summary: `@${server} answers: ${what}` }));
      else notes.push(`@${server} has no such name or record.`);
    }
  }
  return { checks, notes };

  function report(
    { code, kind, summary, server, view }: Trouble,
    said: { test: string; evidence: string[] },
  ): void {
    if (code !== undefined) checks.push(warn(code, { ...said, summary }));
    else if (kind === 'not-allowed') {
      const rule = view.exchange.attempts[0]?.detail ?? 'the address policy';
      checks.push(
        unknown('dns', {
          ...said,
          summary: `@${server} was not asked: ${rule}`,
          fix: 'Start with --allow-cidr for that address, if it is a name server of yours.',
        }),
      );
    } else notes.push(`${summary}.`);
  }
}
