import { speaksFirst } from '../speaks-first.ts';
import type { Case, Explanation } from './case.ts';
import { nobody } from './control.ts';
import { isReset, listeners, type Result } from './result.ts';
import { ownListeners } from './own-host.ts';
import { explainOverflow } from './timeout.ts';
import { counted, duration, tally } from './wording.ts';

/** Connections that open and are reset before a byte came. */
export function explainReset(about: Case, result: Result): Explanation {
  const listened = listeners(result.seen);
  const reset = listened.filter(isReset);
  const at = reset.map(({ heard }) =>
    heard.outcome === 'reset' ? `after ${duration(heard.ms)}` : 'at once',
  );
  const alike = about.port.control?.answer?.outcome;
  return {
    code: 'tcp.reset-after-connect',
    clause: 'accepted, then reset',
    evidence: [
      `${result.address}: ${tally(result.tries)}`,
      `${reset.length} of ${counted(listened.length, 'connection', 'connections')} that listened got a reset (${at.join(', ')}), before any byte either way`,
      ...(alike === 'open' || alike === 'reset'
        ? [`${nobody(about)}, which nobody has, accepts too: what resets is on the way, not the target`]
        : []),
    ],
  };
}

/** Connections on which the server, which speaks first, says nothing. */
export function explainSilence(about: Case, result: Result): Explanation {
  const overflow = explainOverflow(about, result);
  if (overflow) return overflow;
  const expected = speaksFirst(about.port.port);
  const queued = ownListeners(about, result.address)?.here.find(({ backlog }) => backlog > 0);
  const waiting = queued
    ? [`${counted(queued.backlog, 'connection waits', 'connections wait')} to be accepted by the server here`]
    : [];
  return {
    code: 'tcp.silent',
    clause: `accepted, then silent, where ${expected?.protocol ?? 'the server'} speaks first`,
    evidence: [
      `${result.address}: ${tally(result.tries)}`,
      `connected, and no byte came in ${duration(result.seen.heard.ms)}`,
      ...waiting,
      ...(expected?.holdsBack
        ? ['a mail server may hold its greeting back on purpose, and its clients wait up to five minutes']
        : []),
    ],
    ...(expected?.holdsBack && { mayWork: true }),
  };
}
