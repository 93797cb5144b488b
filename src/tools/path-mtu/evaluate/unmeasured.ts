import { type Check, unknown } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import { agreedLine } from './agreed-line.ts';
import { backLine } from './back-line.ts';
import type { Case } from './case.ts';
import { echoLine } from './echoes.ts';
import type { Forward, Unmeasured } from './forward.ts';
import { tcpLine } from './tcp-line.ts';
import { testOf } from './test-of.ts';

const ANOTHER_PORT = 'Ask again with an open TCP port of the host, best one that speaks HTTPS: --port 443.';

const REASONS: Readonly<Record<Unmeasured, readonly [clause: string, fix: string]>> = {
  'no-port': [
    'without an open TCP port and without an answer to ping the path MTU cannot be known',
    ANOTHER_PORT,
  ],
  'not-open': ['the port is not open, so that no segment can be sent', ANOTHER_PORT],
  spared: [
    'not measured on a port that greets like MySQL, which blocks clients that break off',
    ANOTHER_PORT,
  ],
  invisible: [
    'acknowledgements cannot be seen on this system',
    'Ask from Linux with a readable /proc/net/tcp, or by hand: ping with "do not fragment" set (macOS: ping -D -s 1472, Windows: ping -f -l 1472).',
  ],
  ended: [
    'the server ends connections before an acknowledgement shows',
    'Ask again with another open TCP port of the host.',
  ],
  window: [
    'the server’s receive window has no room for a large segment',
    'Ask again with another open TCP port of the host, or when the server is less busy.',
  ],
  'none-passes': [
    'not even small segments are acknowledged: it is not the size',
    'Look for a firewall that drops data after the handshake, or a full accept queue: tcp_probe and tls_inspect tell more.',
  ],
};

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
      `packets of ${forward.size} bytes pass on ${forward.ackedOn} of ${forward.triedOn} connections: several paths of which one is narrow, or heavy loss`,
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

function doubt(about: Case, clause: string, fix: Fix | string): Check {
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
