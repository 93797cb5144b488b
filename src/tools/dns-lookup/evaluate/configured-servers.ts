import type { Check } from '../../../core/check.ts';
import { usedServers } from '../client-view.ts';
import { sameName } from '../domain-name.ts';
import { type Case, warn } from './case.ts';
import type { Judged } from './judged.ts';
import { type Trouble, troubleOf } from './server-trouble.ts';
import { viewLine } from './wording.ts';

/** The client got its answer; which of its servers did not do their part. */
export function judgeConfiguredServers(at: Case): Judged {
  const { seen, main } = at;
  const { winner } = main.story;
  if (!winner) return { checks: [], notes: [] };
  const troubles = usedServers(seen.config).flatMap((server, index) => {
    const views = seen.views.filter(
      ({ role, exchange }) =>
        role === 'configured' &&
        exchange.server === server &&
        main.types.includes(exchange.type) &&
        sameName(exchange.name, winner.name),
    );
    const trouble = troubleOf(views, seen);
    return trouble ? [{ trouble, index }] : [];
  });
  const checks = troubles.flatMap(({ trouble, index }) => checkOf(at, trouble, index) ?? []);
  const notes = troubles.flatMap(({ trouble, index }) =>
    checkOf(at, trouble, index) ? [] : [`${trouble.summary}.`],
  );
  return { checks, notes };
}

function checkOf(
  { seen }: Case,
  { server, code, dead, kind, summary, view }: Trouble,
  index: number,
): Check | undefined {
  if (code === undefined) return undefined;
  const said = {
    test: `${view.exchange.type} ${view.exchange.name} @${server}`,
    summary,
    evidence: [viewLine(view)],
  };
  if (!dead) return warn(code, said);
  // Later servers are asked only after the first, unless rotated; musl asks all at once.
  const waitedFor = index === 0 || seen.config.options.includes('rotate');
  if (!waitedFor || seen.config.libc === 'musl' || !seen.config.authoritative) return undefined;
  const wait =
    kind === 'silent'
      ? `each lookup waits ${seen.config.timeout} s for it before it asks the next`
      : 'each lookup asks it first in vain';
  return warn('dns.server-dead', { ...said, summary: `${summary}; ${wait}` });
}
