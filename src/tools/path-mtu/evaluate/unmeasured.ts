import { type Check, unknown } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import { agreedLine } from './agreed-line.ts';
import { backLine } from './back-line.ts';
import type { Case } from './case.ts';
import { echoLine } from './echoes.ts';
import type { Forward, Unmeasured } from './forward.ts';
import { REASONS } from './reasons.ts';
import { tcpLine } from './tcp-line.ts';
import { testOf } from './test-of.ts';

/** What segments did not tell. */
export function unmeasured(about: Case, why: Unmeasured): Check {
  const [clause, fix] = REASONS[why];
  const { dial } = about.path.tcp ?? {};
  const outcome = why === 'not-open' && dial ? ` (${dial.errno ?? dial.outcome})` : '';
  return doubt(about, `${clause}${outcome}`, fix);
}

/** Rounds that do not agree. */
export function disagreeing(about: Case, forward: Extract<Forward, { kind: 'uneven' | 'unsure' }>): Check {
  if (forward.kind === 'uneven') {
    return doubt(
      about,
      `packets of up to ${forward.size} bytes pass, yet ${forward.lost} of ${forward.tried} were lost: several paths of which one is bad, or heavy loss`,
      'Ask again; where it stays so, look at the equal-cost paths and bonds on the way one by one (path_trace shows hops with several addresses).',
    );
  }
  const { tcp } = about.path;
  const cut = {
    time: 'the time was over',
    connections: `the cap of ${tcp?.connections ?? 0} connections was reached`,
    port: 'the port stopped accepting',
  };
  const why = tcp?.cutShort === undefined ? 'two rounds did not agree' : cut[tcp.cutShort];
  const between =
    forward.above === undefined
      ? `packets of ${forward.passes} bytes passed once`
      : `it is at least ${forward.passes}, and ${forward.above} was not acknowledged`;
  return doubt(
    about,
    `no sure number: ${why}; ${between}`,
    'Ask again, with another open port if this one limits connections.',
  );
}

/** A check that says what cannot be said, with all that was seen. */
export function doubt(about: Case, clause: string, fix: Fix | string): Check {
  const { path } = about;
  return unknown('mtu', {
    test: testOf(about),
    summary: `${path.address}: ${clause}`,
    evidence: [
      ...(path.tcp && path.tcp.segments.length > 0 ? [tcpLine(about)] : []),
      agreedLine(about),
      ...echoLine(about, Number.POSITIVE_INFINITY),
      ...backLine(about),
    ].filter((line) => line !== ''),
    fix,
  });
}
