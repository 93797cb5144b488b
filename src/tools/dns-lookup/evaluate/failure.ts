import { type Check, unknown } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { answered, edeCodes } from '../outcome.ts';
import { type Case, fail, isAskedFromOutside, type Wish } from './case.ts';
import type { Said } from './said.ts';
import { judgeAbsence } from './absence.ts';
import { judgeNoAnswer } from './no-answer.ts';
import { judgeStoppedSearch } from './stopped-search.ts';

// RFC 8914 sections 4.16 to 4.18: Blocked, Censored, Filtered.
const FILTERED = [15, 16, 17];

/** The judgement when the client gets nothing: by the step that made it fail. */
export function judgeFailure(at: Case, wish: Wish, said: Said): Check {
  const name = nameInSentence(at.input.name);
  const { failing } = wish.story;
  if (isAskedFromOutside(at)) {
    return unknown('dns', {
      ...said,
      summary: `${name} is a cluster name and was asked from outside the cluster: this says nothing about its clients`,
      fix: 'Give the source that wants to reach it, e.g. from: namespace/pod.',
    });
  }
  if (!failing) {
    return unknown('dns', {
      ...said,
      summary: `No name server was asked for ${name}`,
      fix: 'Name a server in servers.',
    });
  }
  if (!at.seen.config.authoritative && at.seen.libc === undefined) {
    return unknown('dns', {
      ...said,
      summary:
        'The resolver configuration of this system is not in files, so which servers its programs ask is not known',
      fix: 'Name the server that the client uses in servers.',
    });
  }
  const filtered = failing.answers.find(
    ({ outcome }) => answered(outcome) && edeCodes(outcome.message).some((code) => FILTERED.includes(code)),
  );
  if (filtered) {
    return fail('dns.filtered', {
      ...said,
      summary: `@${filtered.view.exchange.server} says that it filters ${name}`,
    });
  }
  return (
    judgeStoppedSearch(at, wish, said) ??
    (isAbsent(failing.kind) ? judgeAbsence(at, wish, failing, said) : judgeNoAnswer(at, wish, failing, said))
  );
}

const isAbsent = (kind: string): boolean => kind === 'nxdomain' || kind === 'no-data';
