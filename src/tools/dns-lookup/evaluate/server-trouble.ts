import { nameInSentence } from '../../../core/untrusted.ts';
import { clientOutcome, mostTelling } from '../client-view.ts';
import type { DnsCode } from '../failures.ts';
import type { Observation, View } from '../observation.ts';
import { answered, edeCodes, type OutcomeKind } from '../outcome.ts';
import { isBogus } from './bogus.ts';
import { silenceOf, silenceWords } from './silence.ts';

/** What is wrong with one server's replies; without a code where the failure modes have none. */
export interface Trouble {
  readonly server: string;
  readonly code?: DnsCode;
  /** No reply of any kind, and nothing shows that it lives. */
  readonly dead: boolean;
  readonly kind: OutcomeKind;
  readonly summary: string;
  readonly view: View;
}

/** Judges the replies of one server about one name by itself; undefined when it answers every question. */
export function troubleOf(
  views: readonly View[],
  { config, views: all }: Pick<Observation, 'config' | 'views'>,
): Trouble | undefined {
  const asked = views.map((view) => ({ view, outcome: clientOutcome(view, config) }));
  const filtered = asked.find(
    ({ outcome }) => answered(outcome) && edeCodes(outcome.message).some((code) => code >= 15 && code <= 17),
  );
  const failed = asked.filter(({ outcome }) => !['data', 'no-data', 'nxdomain'].includes(outcome.kind));
  const worst = filtered ?? mostTelling(failed);
  if (!worst) return undefined;
  const { view, outcome } = worst;
  const { server, name, type } = view.exchange;
  const what =
    failed.length < asked.length && !filtered ? `${type} of ${nameInSentence(name)}` : nameInSentence(name);
  const about = { server, view, kind: outcome.kind, dead: false };
  if (filtered) return { ...about, code: 'dns.filtered', summary: `@${server} says that it filters ${what}` };
  switch (outcome.kind) {
    case 'servfail':
      return isBogus(view)
        ? {
            ...about,
            code: 'dns.dnssec-bogus',
            summary: `@${server} cannot validate ${what}: it answers with checking disabled only`,
          }
        : { ...about, code: 'dns.servfail', summary: `@${server} could not answer for ${what} (SERVFAIL)` };
    case 'refused':
      return { ...about, code: 'dns.refused', summary: `@${server} refuses to answer for ${what} (REFUSED)` };
    case 'truncated':
      return {
        ...about,
        code: 'dns.tcp-blocked',
        summary: `The answer for ${what} is too large for UDP, and @${server} gives none over TCP`,
      };
    case 'silent':
    case 'closed':
    case 'unreachable': {
      const silence = silenceOf(view, all);
      const dead = !silence.alive && !silence.tcpAnswers && failed.length === asked.length;
      return { ...about, dead, code: 'dns.timeout', summary: silenceWords(silence) };
    }
    default:
      return { ...about, summary: `@${server} gave no usable reply for ${what}: ${outcome.kind}` };
  }
}
