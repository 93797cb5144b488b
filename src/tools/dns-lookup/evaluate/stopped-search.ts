import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { sameName } from '../domain-name.ts';
import { type Case, fail, type Wish } from './case.ts';
import type { Said } from './said.ts';
import { KIND_WORDS } from './wording.ts';

/** The client stops at a name that its search list made, while the name as it is has an answer. */
export function judgeStoppedSearch({ seen, input }: Case, { story }: Wish, said: Said): Check | undefined {
  const { failing, asIs } = story;
  if (!failing || failing.suffix === undefined || asIs?.kind !== 'data' || sameName(failing.name, asIs.name))
    return undefined;
  const { libc, search, ndots } = seen.config;
  const name = nameInSentence(input.name);
  const what = `${nameInSentence(failing.name)} gives ${KIND_WORDS[failing.kind]}, so ${libc === 'musl' ? 'musl' : 'the resolver library'} stops there; ${nameInSentence(asIs.name)} has an answer`;
  const evidence = [`search ${search.map(nameInSentence).join(' ')}, ndots ${ndots}`, ...said.evidence];
  const fix = {
    summary: `Write ${name}. with a trailing dot, or repair the search domain.`,
    verify: `getent ahosts ${name}.`,
  };
  const code = libc === 'musl' ? 'dns.musl-stops' : 'dns.search-path';
  return fail(code, { ...said, summary: what, evidence, fix });
}
