import { type Check, unknown } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Step } from '../client-story.ts';
import { clientOutcome, mostTelling } from '../client-view.ts';
import { sameName } from '../domain-name.ts';
import type { View } from '../observation.ts';
import type { Outcome } from '../outcome.ts';
import { isBogus } from './bogus.ts';
import type { Case, Wish } from './case.ts';
import type { Said } from './said.ts';
import { claimFor } from './failure-claim.ts';
import { deadCut, lameLine } from './lame.ts';
import { type Silence, silenceOf, silenceWords } from './silence.ts';

/** The judgement when no server gave an answer that the client takes. */
export function judgeNoAnswer(at: Case, wish: Wish, failing: Step, said: Said): Check {
  const { seen } = at;
  const claim = claimFor(at, wish);
  const name = nameInSentence(failing.name);
  const heard = seen.views
    .filter(
      ({ role, exchange }) =>
        role === 'configured' && wish.types.includes(exchange.type) && sameName(exchange.name, failing.name),
    )
    .map((view) => ({ view, outcome: clientOutcome(view, seen.config) }))
    .filter(({ outcome }) => !['data', 'no-data', 'nxdomain'].includes(outcome.kind));
  const telling = mostTelling(heard);
  if (!telling) return cannotTell(said, name, 'error', undefined);
  const { view, outcome } = telling;
  const { server } = view.exchange;
  const dead = seen.trace && deadCut(seen.trace);
  if (dead && (outcome.kind === 'servfail' || outcome.kind === 'silent')) {
    const [one] = dead;
    return claim('dns.lame-delegation', {
      ...said,
      summary: `None of the servers of ${nameInSentence(one?.zone ?? '')} serves it, and @${server} cannot answer for ${name}`,
      evidence: [...dead.map(lameLine), ...said.evidence],
    });
  }
  switch (outcome.kind) {
    case 'servfail':
      return isBogus(view)
        ? claim('dns.dnssec-bogus', {
            ...said,
            summary: `@${server} cannot validate ${name}: it answers with checking disabled, and SERVFAIL without`,
          })
        : claim('dns.servfail', { ...said, summary: `@${server} could not answer for ${name} (SERVFAIL)` });
    case 'refused':
      return claim('dns.refused', {
        ...said,
        summary: `@${server} refuses our question for ${name} (REFUSED)`,
      });
    case 'truncated':
      return claim('dns.tcp-blocked', {
        ...said,
        summary: `The answer for ${name} is too large for UDP, and @${server} gives none over TCP`,
      });
    case 'silent':
    case 'closed':
    case 'unreachable':
      return claim('dns.timeout', timedOut(said, name, silencesIn(heard, seen.views)));
    default:
      return cannotTell(said, name, outcome.kind, outcome);
  }
}

type Heard = readonly { view: View; outcome: Outcome }[];

/** What is known of each server by its first question. */
function silencesIn(heard: Heard, views: readonly View[]): Silence[] {
  const servers = [...new Set(heard.map(({ view }) => view.exchange.server))];
  return servers.flatMap((server) => {
    const first = heard.find(({ view }) => view.exchange.server === server);
    return first ? [silenceOf(first.view, views)] : [];
  });
}

function timedOut(
  said: Said,
  name: string,
  silences: readonly Silence[],
): Said & { summary: string; fix?: string } {
  const summary = `No answer for ${name}: ${silences.map(silenceWords).join('; ')}`;
  const [first] = silences;
  if (first?.tcpAnswers === true)
    return {
      ...said,
      summary,
      fix: 'Allow UDP port 53 to the name server; until then, options use-vc in resolv.conf.',
    };
  if (first?.alive === true)
    return {
      ...said,
      summary,
      fix: 'Trace the name from the root: the servers that this one asks may be what does not answer.',
    };
  return { ...said, summary };
}

function cannotTell(said: Said, name: string, kind: Outcome['kind'], outcome: Outcome | undefined): Check {
  const { detail } = outcome?.attempt ?? {};
  if (kind === 'not-allowed') {
    return unknown('dns', {
      ...said,
      summary: `The name server was not asked: ${detail ?? 'the address policy refuses it'}`,
      fix: 'Start with --allow-cidr for that address, if it is a name server of yours.',
    });
  }
  const why =
    kind === 'referral'
      ? 'the server does not recurse for us'
      : kind === 'malformed'
        ? 'what came back is not the answer to the question'
        : outcome && 'message' in outcome
          ? `the server answers ${outcome.message.rcode}`
          : 'the question could not be sent';
  return unknown('dns', {
    ...said,
    summary: `No answer for ${name}: ${why}`,
    fix: 'Check that the address is that of a recursive name server, and ask another one by servers.',
  });
}
