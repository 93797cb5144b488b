import type { Context } from '../../core/tool.ts';
import type { Question } from '../question.ts';
import type { Looked } from '../probe.ts';
import type { Place } from '../survey.ts';
import type { WalkedLeg } from '../walk.ts';
import { askAccount } from './ask-account.ts';
import { destinationEnd } from './destination-end.ts';

/** What is sent by groups, ACLs and routes of AWS to who is refused: nothing. */
const DROPPED = 'tcp.timeout';
/** Troubles of some of the connections, which somebody on the way may make. */
const IN_PART: ReadonlySet<string | null> = new Set([
  'tcp.timeout',
  'tcp.rejected',
  'tcp.flaky',
  'tcp.one-family',
  'tcp.one-backend',
]);

/**
 * What AWS does to the packets of a leg, where TCP fails in any way or nothing can be sent. Undefined where it is not called for, where
 * nothing points to AWS, and where the account knows neither end.
 */
export async function askFirewall(
  context: Context,
  question: Question,
  place: Place,
  leg: WalkedLeg,
): Promise<Looked<unknown> | undefined> {
  const tcp = leg.checks.filter(({ layer }) => layer === 'tcp');
  const failing = tcp.filter(({ status }) => status === 'fail').map(({ code }) => code);
  const inPart = tcp.some(({ status, code }) => status === 'warn' && IN_PART.has(code));
  // What a proxy sends is out of sight.
  const byProxy = question.way?.via !== undefined && leg.to === question.target.text;
  if (byProxy || (failing.length === 0 && !inPart && !place.blind)) return undefined;
  return askAccount(context, {
    question,
    place,
    leg,
    part: 'cloud',
    protocol: 'tcp',
    circumstances: {
      replied: failing.length > 0 && !failing.includes(DROPPED),
      remains: failing.length === 0 && !place.blind,
    },
    destination: () => destinationEnd(context, question, leg),
  });
}
