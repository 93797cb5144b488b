import { type Check, unknown } from '../../../core/check.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import type { Quote } from '../../../core/untrusted.ts';
import { clientView } from '../client-view.ts';
import type { Hop, Observation } from '../observation.ts';
import { claim } from './claim.ts';
import { originOf } from './origin.ts';
import { locationQuote } from './quotes.ts';
import { headerOf } from './wording.ts';

/** The redirects that led to the last URL, a line each. */
export function chainLines({ hops }: Observation): string[] {
  return hops.slice(1).map((hop, at) => {
    const before = hops[at];
    const status = before && clientView(before)?.status;
    const [from, to] = [originOf(before?.url ?? ''), originOf(hop.url)];
    return `redirect ${at + 1}: ${status ?? ''} ${from === to ? `to another path of ${to}` : `from ${from} to ${to}`}`;
  });
}

/** The check of a chain that did not end in an answer, beside the one for its last answer. */
export function judgeEnd(seen: Observation, test: string): Check | undefined {
  const { end, hops } = seen;
  const evidence = chainLines(seen);
  const untrusted = locations(hops);
  if (end === 'loop') return judgeLoop(seen, test, evidence, untrusted);
  if (end === 'too-many') {
    const summary = `more than ${hops.length - 1} redirects, none of them twice: not followed further`;
    return unknown('app', {
      test,
      summary,
      evidence,
      untrusted,
      fix: 'Ask again with the last URL of the chain.',
    });
  }
  if (end === 'refused') {
    const rule = hops.at(-1)?.refused[0]?.rule ?? 'the address policy';
    return unknown('app', {
      test,
      summary: 'the server redirects to an address that the policy refuses: not followed',
      evidence: [...evidence, `refused by rule: ${rule}`],
      untrusted,
      fix: 'If that address is meant to be reached, allow it at start-up with --allow-cidr; if not, find out why the server points there.',
    });
  }
  if (end === 'unreadable') {
    return unknown('app', {
      test,
      summary: 'the server redirects without a readable Location: not followed',
      evidence,
      untrusted,
      fix: 'Correct the Location header: one absolute URL, or a path (RFC 9110 section 10.2.2).',
    });
  }
  return undefined;
}

/** A client that keeps cookies may get out of a loop in which one is set; the real client may be one. */
function judgeLoop({ hops }: Observation, test: string, evidence: string[], untrusted: Quote[]): Check {
  const answers = hops.flatMap((hop) => clientView(hop) ?? []);
  const back = answers.at(-1);
  const cookies = answers.some((answer) => headerOf(answer, 'set-cookie') !== undefined);
  const lines = [
    ...evidence,
    `redirect ${hops.length}: ${back?.status ?? ''} back to a URL that was asked before`,
  ];
  return claim(
    'app.redirect-loop',
    {
      test,
      summary: `the redirects lead in a circle of ${hops.length} URL${hops.length === 1 ? '' : 's'} at most`,
      evidence: cookies
        ? [...lines, 'a cookie is set on the way: a client that keeps cookies may get through']
        : lines,
      untrusted,
    },
    cookies,
  );
}

const locations = (hops: readonly Hop[]): Quote[] =>
  hops.flatMap((hop) => {
    const answer: HttpExchange | undefined = clientView(hop);
    return answer ? locationQuote(answer) : [];
  });
